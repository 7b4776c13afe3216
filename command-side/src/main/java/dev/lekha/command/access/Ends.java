package dev.lekha.command.access;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When a grant ends. */
final class Ends {
    private static final Duration MOST = Duration.ofDays(36_525);

    private Ends() {}

    /**
     * @param lifetime {@code PT1H}, or empty for no end
     * @throws IllegalArgumentException where it is no duration from a second to a hundred years
     */
    static String after(String lifetime, Instant from) {
        if (lifetime.isEmpty()) {
            return "";
        }
        var duration = parse(lifetime);
        if (duration.toSeconds() < 1 || duration.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("a lifetime is from a second to a hundred years");
        }
        return from.plus(duration).truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static Duration parse(String lifetime) {
        try {
            return Duration.parse(lifetime);
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException(
                    "a lifetime is a duration as ISO 8601 writes it, such as PT1H", unreadable);
        }
    }
}
