package dev.lekha.store.segment;

/** Entries of an index in order: by key as an unsigned number, then by position. */
interface Entries {
    /** Goes to the next entry; false where there is none. */
    boolean next();

    long key();

    long position();
}
