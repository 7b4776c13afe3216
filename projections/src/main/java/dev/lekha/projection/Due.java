package dev.lekha.projection;

import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * A row that asks for a command when its time has come, and is gone when the command is done. Its
 * view declares the field {@code dueAt}.
 */
public interface Due {
    String FIELD = "dueAt";

    /** As {@link #text} writes it. */
    String dueAt();

    String capability();

    /** Name of the command, which checks for itself that it is due and still wanted. */
    String command();

    /** What it says, by the names that its JSON has. */
    Map<String, Object> body();

    /** A time to the millisecond, never before it, so written that the order of texts is theirs. */
    static String text(Instant time) {
        var whole = time.truncatedTo(ChronoUnit.MILLIS);
        var rounded = whole.equals(time) ? whole : whole.plusMillis(1);
        return new DateTimeFormatterBuilder().appendInstant(3).toFormatter().format(rounded);
    }
}
