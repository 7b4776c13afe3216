package dev.lekha.store.mongo;

/** A stored event is not what was written. It is named, and never served. */
public final class CorruptEvent extends RuntimeException {
    private final long position;
    private final String finding;

    CorruptEvent(long position, String finding) {
        super("The event at position " + position + " is damaged: " + finding + ".");
        this.position = position;
        this.finding = finding;
    }

    /** Where in the log. */
    public long position() {
        return position;
    }

    /** What is wrong with it. */
    public String finding() {
        return finding;
    }
}
