package dev.lekha.store.segment;

/** The index of a range of positions without gaps. */
interface IndexPart {
    /** The first position that it covers. */
    long first();

    /** The last position that it covers; one less than the first where it covers none. */
    long last();

    /** Where the record at the position begins in its segment. */
    int offset(long position);

    /**
     * Where events may be found that carry a tag.
     *
     * @param tag a key of {@link Keys}, with the type's in its lower bits where {@code typed}
     * @param typed whether only events of that type are wanted
     * @param after only positions beyond this one
     * @param upTo only positions up to this one
     */
    Positions find(long tag, boolean typed, long after, long upTo);

    /**
     * Fails where it is not there yet, for who may not wait.
     *
     * @throws dev.lekha.kernel.Refused as busy
     */
    default void requireReady() {}

    /** The latest time at which an event of it was recorded, in microseconds since 1970. */
    long latest();

    /** Where events may be found that are wanted, in (after, upTo]. */
    default Positions find(Wanted wanted, long after, long upTo) {
        return Candidates.of(this, wanted, after, upTo);
    }
}
