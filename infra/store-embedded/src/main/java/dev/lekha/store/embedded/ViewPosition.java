package dev.lekha.store.embedded;

/**
 * Where one view stands. Most batches change no row of most views; those move the position in
 * memory alone, and now and then in the file, so that they cost no transaction. After a restart
 * such batches are taken again, and change nothing again.
 */
final class ViewPosition {
    /** Events that a restart takes again, at most. */
    private static final long MOST_AHEAD = 1 << 13;

    private static final long UNKNOWN = -1;

    private record Standing(long stored, long reflected) {}

    private volatile Standing standing = new Standing(UNKNOWN, UNKNOWN);

    /** Whether this process has moved the view, so that it need not ask the file. */
    boolean known() {
        return standing.stored != UNKNOWN;
    }

    /** What rows reflect that were read together with the stored position. */
    long reflected(long stored) {
        var now = standing;
        return now.stored == stored ? now.reflected : stored;
    }

    long reflected() {
        return standing.reflected;
    }

    /** The position in the file. */
    long stored() {
        return standing.stored;
    }

    /** Rows were written, or found, together with this position. */
    void written(long position) {
        standing = new Standing(position, position);
    }

    /** Moves on where no row changes; false where it is time to write the position. */
    boolean passed(long to) {
        var now = standing;
        if (to - now.stored > MOST_AHEAD) {
            return false;
        }
        standing = new Standing(now.stored, to);
        return true;
    }

    /** The file has the say. */
    void forget() {
        standing = new Standing(UNKNOWN, UNKNOWN);
    }
}
