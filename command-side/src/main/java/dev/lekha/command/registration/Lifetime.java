package dev.lekha.command.registration;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** How long a registration holds, as ISO 8601 says it: {@code PT1H}, {@code P7D}. */
final class Lifetime {
    private static final Duration MOST = Duration.ofDays(36_525);

    private Lifetime() {}

    /**
     * @throws IllegalArgumentException where it is no duration from a second to a hundred years
     */
    static Duration parse(String text) {
        try {
            var lifetime = Duration.parse(text);
            if (lifetime.toSeconds() >= 1 && lifetime.compareTo(MOST) <= 0) {
                return lifetime;
            }
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException(
                    "a lifetime is a duration as ISO 8601 writes it, such as PT1H", unreadable);
        }
        throw new IllegalArgumentException("a lifetime is from a second to a hundred years");
    }

    /** The end of what begins at a time, as events write it. */
    static String end(String text, Instant from) {
        return from.plus(parse(text)).truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
