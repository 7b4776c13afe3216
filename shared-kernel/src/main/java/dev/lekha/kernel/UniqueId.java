package dev.lekha.kernel;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Makes ids that nobody else makes: 80 random bits, drawn when the process starts, and the time in
 * microseconds, each time a later one. As unique as a random UUID over processes and restarts,
 * surely unique within one, and without a draw from the system's randomness for each. Not a secret:
 * whoever has seen one can tell the next. Nothing is decided by the time in one; it is where to
 * look first.
 */
public final class UniqueId {
    private static final int RANDOM_BYTES = 10;
    private static final int MICROS_A_MILLI = 1_000;
    private static final String START = start();
    private static final AtomicLong LAST = new AtomicLong();

    /** An id, and what others append to one. Eight digits are earlier than 1970-02-03. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]{20}-([0-9a-z]{9,11})(-.*)?");

    private UniqueId() {}

    /**
     * {@code 3f9c0a17be42d8650c11-hqw2s1k0zc}: letters, digits and one hyphen, at most 34
     * characters.
     */
    public static String next() {
        long now = System.currentTimeMillis() * MICROS_A_MILLI;
        return START
                + Long.toString(
                        LAST.updateAndGet(last -> Math.max(last + 1, now)), Character.MAX_RADIX);
    }

    /** When such an id was made, by the clock of whoever made it; empty for other ids. */
    public static Optional<Instant> madeAt(String id) {
        var read = ID.matcher(id);
        return read.matches()
                ? Optional.of(
                        Instant.EPOCH.plus(
                                Long.parseLong(read.group(1), Character.MAX_RADIX),
                                ChronoUnit.MICROS))
                : Optional.empty();
    }

    private static String start() {
        var bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes) + "-";
    }
}
