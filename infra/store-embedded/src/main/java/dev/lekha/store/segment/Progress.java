package dev.lekha.store.segment;

/** Is told how far long work has come. */
@FunctionalInterface
public interface Progress {
    Progress NONE = (_, _) -> {};

    /**
     * @param bytes that are done
     * @param all bytes that are to be done
     */
    void at(long bytes, long all);
}
