package dev.lekha.projection;

import dev.lekha.kernel.Fact;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long a row held: from a position and time to another, which no longer belongs to it. A view
 * whose rows have the four fields can be asked as of any of them: {@code as-of=1200}, {@code
 * as-of=2026-11-23T12:00:00Z}, {@code as-of=now}. The row that still holds has the view's plain
 * key, those before have their first position behind it.
 *
 * @param since ISO 8601 in microseconds, so that the order of texts is that of times
 * @param until {@link #OPEN} where it still holds
 * @param untilPosition {@link #OPEN_POSITION} where it still holds
 */
public record Interval(String since, String until, long sincePosition, long untilPosition) {
    public static final String SINCE = "since";
    public static final String UNTIL = "until";
    public static final String SINCE_POSITION = "sincePosition";
    public static final String UNTIL_POSITION = "untilPosition";
    public static final List<String> FIELDS = List.of(SINCE, UNTIL, SINCE_POSITION, UNTIL_POSITION);

    public static final String OPEN = "9999-12-31T23:59:59.999999Z";

    /** The largest whole number that every reader of JSON takes as it is. */
    public static final long OPEN_POSITION = (1L << 53) - 1;

    private static final DateTimeFormatter MICROSECONDS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

    /**
     * A row that holds for an interval, with the four fields among its own.
     *
     * @param <R> the row
     */
    public interface Row<R extends Row<R>> {
        String since();

        String until();

        long sincePosition();

        long untilPosition();

        /** The same for another interval. */
        R over(Interval other);

        default Interval interval() {
            return new Interval(since(), until(), sincePosition(), untilPosition());
        }
    }

    /** The row as it is left behind where a fact ends what it says, under the key of the past. */
    public static <R extends Row<R>> Map<String, R> left(String key, Optional<R> row, Fact fact) {
        return row.map(past ->
                        Map.of(
                                past.interval().pastKey(key),
                                past.over(past.interval().endedBy(fact))))
                .orElse(Map.of());
    }

    /** What begins with a fact, where there may have been a row before. */
    public static <R extends Row<R>> Interval begun(Optional<R> row, Fact fact) {
        return row.map(past -> past.interval().next(fact)).orElseGet(() -> from(fact));
    }

    /** What begins with a fact. */
    public static Interval from(Fact fact) {
        return new Interval(text(fact.recordedAt()), OPEN, fact.position(), OPEN_POSITION);
    }

    /** What begins with a fact, and not before this does: doors' clocks may differ a little. */
    public Interval next(Fact fact) {
        return new Interval(later(fact), OPEN, fact.position(), OPEN_POSITION);
    }

    /** The same, ended by a fact. */
    public Interval endedBy(Fact fact) {
        return new Interval(since, later(fact), sincePosition, fact.position());
    }

    /** The key of a row that holds no more. */
    private String pastKey(String key) {
        return key + "~" + "%019d".formatted(sincePosition);
    }

    public static String text(Instant time) {
        return MICROSECONDS.format(time);
    }

    private String later(Fact fact) {
        var at = text(fact.recordedAt());
        return at.compareTo(since) < 0 ? since : at;
    }
}
