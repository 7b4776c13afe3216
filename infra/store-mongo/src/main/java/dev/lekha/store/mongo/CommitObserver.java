package dev.lekha.store.mongo;

/** Is told of each group of appends that was written. */
@FunctionalInterface
public interface CommitObserver {
    CommitObserver NONE = (_, _) -> {};

    /**
     * Is called soon after the commit, never on the writer's thread.
     *
     * @param events of the group
     * @param nanos from the moment the group was collected until the server had it for good
     */
    void committed(int events, long nanos);
}
