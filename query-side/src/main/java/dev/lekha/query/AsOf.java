package dev.lekha.query;

import dev.lekha.projection.Interval;
import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views.Comparison;
import dev.lekha.projection.Views.Filter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** What held at a position or time, of a view whose rows are intervals: two filters like others. */
final class AsOf {
    static final String PARAMETER = "as-of";
    private static final String NOW = "now";

    private AsOf() {}

    /**
     * @param value a position, a time as ISO 8601 has it, {@code now}, or empty for every interval
     */
    static List<Filter> filters(ViewSchema view, String value) {
        if (value.isEmpty()) {
            return List.of();
        }
        if (!view.fields().containsAll(Interval.FIELDS)) {
            throw ViewQuestion.malformed(
                    "parameter-unknown", view.name() + " keeps only what holds now.");
        }
        if (value.equals(NOW)) {
            return List.of(
                    new Filter(
                            Interval.UNTIL_POSITION,
                            Comparison.EQUAL,
                            Long.toString(Interval.OPEN_POSITION)));
        }
        return value.matches("[0-9]{1,15}")
                ? within(Interval.SINCE_POSITION, Interval.UNTIL_POSITION, value)
                : within(Interval.SINCE, Interval.UNTIL, time(value));
    }

    private static List<Filter> within(String from, String to, String point) {
        return List.of(
                new Filter(from, Comparison.AT_MOST, point),
                new Filter(to, Comparison.GREATER, point));
    }

    private static String time(String value) {
        try {
            return Interval.text(Instant.parse(value));
        } catch (DateTimeException unreadable) {
            throw ViewQuestion.malformed(
                    "time-malformed",
                    "A point is a position, now, or a time such as 2026-11-23T12:00:00Z.");
        }
    }
}
