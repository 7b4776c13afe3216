package dev.lekha.store.embedded;

/** A stored event is not what was written. It is named, and never served. */
public final class CorruptEvent extends RuntimeException {
    private final long position;

    CorruptEvent(long position, String finding) {
        super("The event at position " + position + " is damaged: " + finding);
        this.position = position;
    }

    /** Where in the log. */
    public long position() {
        return position;
    }
}
