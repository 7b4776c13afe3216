package dev.lekha.command.registration;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Points in time as commands write them. */
final class Times {
    private Times() {}

    /**
     * @throws IllegalArgumentException where it is none
     */
    static Instant parse(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException("a time reads 2030-12-31T00:00:00Z", unreadable);
        }
    }
}
