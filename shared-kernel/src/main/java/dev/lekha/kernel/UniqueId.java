package dev.lekha.kernel;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes ids that nobody else makes: 80 random bits, drawn when the process starts, and a count. As
 * unique as a random UUID over processes and restarts, surely unique within one, and without a draw
 * from the system's randomness for each. Not a secret: whoever has seen one can tell the next.
 */
public final class UniqueId {
    private static final int RANDOM_BYTES = 10;
    private static final String START = start();
    private static final AtomicLong COUNT = new AtomicLong();

    private UniqueId() {}

    /** {@code 3f9c0a17be42d8650c11-2s}: letters, digits and one hyphen, at most 34 characters. */
    public static String next() {
        return START + Long.toString(COUNT.getAndIncrement(), Character.MAX_RADIX);
    }

    private static String start() {
        var bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes) + "-";
    }
}
