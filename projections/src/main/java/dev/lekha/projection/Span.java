package dev.lekha.projection;

import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;

/**
 * How rows say from when to when something was so: it was at position p where {@code since <= p}
 * and {@code until > p}, and at a time likewise.
 */
public final class Span {
    /**
     * The {@code until} of what still is so: the largest whole number that every JSON reader keeps.
     */
    public static final long OPEN = (1L << 53) - 1;

    /** The {@code untilTime} of what still is so. */
    public static final String OPEN_TIME = text(Instant.parse("9999-12-31T23:59:59Z"));

    private Span() {}

    /** A time to the microsecond, so written that the order of texts is theirs. */
    public static String text(Instant time) {
        return new DateTimeFormatterBuilder().appendInstant(6).toFormatter().format(time);
    }
}
