package dev.lekha.projection.context;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.context.ContextEvent.ContextReported;
import dev.lekha.kernel.context.ContextSource;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.privacy.ContextName;
import dev.lekha.kernel.reporting.Reading;
import dev.lekha.kernel.reporting.ReportingEvent.ReportAccepted;
import dev.lekha.kernel.reporting.Value;
import dev.lekha.projection.Interval;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one fact says of how a node fares.
 *
 * @param values each with when it was so
 * @param freshUntil as rows have it, {@link Interval#OPEN} for no end
 */
record Observation(
        String node, ContextSource source, SortedMap<String, Said> values, String freshUntil) {
    /** Readings that are called so are context as well: {@code context/battery}. */
    static final String PREFIX = ContextName.OF_READINGS;

    private static final Observation NONE =
            new Observation("", ContextSource.DEVICE, Collections.emptySortedMap(), "");

    record Said(Quality value, String observedAt) {}

    static Observation of(Fact fact) {
        return switch (fact.event()) {
            case ContextReported e -> of(e);
            case ReportAccepted e -> of(e);
            default -> NONE;
        };
    }

    private static Observation of(ContextReported event) {
        var values = new TreeMap<String, Said>();
        var at = Interval.text(event.observedAt());
        event.values().forEach((name, value) -> values.put(name, new Said(value, at)));
        var until = event.freshUntil();
        return new Observation(
                event.node().value(),
                event.source(),
                values,
                until.isEmpty() ? Interval.OPEN : Interval.text(Instant.parse(until)));
    }

    private static Observation of(ReportAccepted event) {
        var values = new TreeMap<String, Said>();
        for (var reading : event.readings()) {
            if (reading.metric().startsWith(PREFIX)) {
                add(reading, values);
            }
        }
        return values.isEmpty()
                ? NONE
                : new Observation(
                        event.node().value(), ContextSource.DEVICE, values, Interval.OPEN);
    }

    /** Of several readings of a name the latest counts; bytes and long texts are no context. */
    private static void add(Reading reading, SortedMap<String, Said> values) {
        var said =
                switch (reading.value()) {
                    case Value.Numeric(var number) -> new Quality.Numeric(number);
                    case Value.Text(var text) when fits(text) -> new Quality.Text(text);
                    case Value.Flag(var set) -> new Quality.Flag(set);
                    case Value.Text _, Value.Data _ -> null;
                };
        if (said != null) {
            values.merge(
                    reading.metric().substring(PREFIX.length()),
                    new Said(said, Interval.text(reading.time())),
                    (one, other) -> one.observedAt.compareTo(other.observedAt) > 0 ? one : other);
        }
    }

    private static boolean fits(String text) {
        return text.length() <= Quality.LONGEST_TEXT
                && text.chars().noneMatch(Character::isISOControl);
    }
}
