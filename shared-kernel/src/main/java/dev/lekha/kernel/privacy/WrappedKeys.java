package dev.lekha.kernel.privacy;

import java.util.function.BiConsumer;

/**
 * The subjects' keys, each wrapped by a key that is kept elsewhere. Outside of the log, so that
 * they can be destroyed. What was destroyed never comes back: a mark stays in its place.
 */
public interface WrappedKeys {
    /** What there is of one subject. */
    sealed interface Kept {
        /** There was never a key. */
        record Absent() implements Kept {}

        record Wrapped(byte[] bytes) implements Kept {
            public Wrapped {
                bytes = bytes.clone();
            }
        }

        record Destroyed() implements Kept {}
    }

    /** What all processes that share the store have agreed on, at the time of asking. */
    Kept find(String subject);

    /**
     * Keeps the key unless the subject has or had one; returns when it survives a loss of power.
     *
     * @return what there is then: this key, that of another who was first, or the mark
     */
    Kept keep(String subject, byte[] wrapped);

    /** Puts the mark in the place of whatever there is; again changes nothing. */
    void destroy(String subject);

    /** Shows all that there is, in no order. */
    void forEach(BiConsumer<String, Kept> each);
}
