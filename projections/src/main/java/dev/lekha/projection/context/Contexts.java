package dev.lekha.projection.context;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.context.ContextSource;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.projection.Interval;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How nodes fare and fared, by who says so, a row for each value and the time it stood (5.2.3).
 * Key: {@code node~source~attribute}.
 */
@View(
        name = Contexts.NAME,
        capability = "context",
        fields = {
            "node",
            "attribute",
            "source",
            "since",
            "until",
            "sincePosition",
            "untilPosition"
        },
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class Contexts implements Projection<Contexts.Value> {
    public static final String NAME = "context";

    /**
     * @param observedAt when it was so; what was so earlier than what is known changes nothing
     * @param freshUntil until when it goes before what others say
     */
    public record Value(
            String node,
            String attribute,
            ContextSource source,
            Quality value,
            String observedAt,
            String freshUntil,
            String since,
            String until,
            long sincePosition,
            long untilPosition) {
        Interval interval() {
            return new Interval(since, until, sincePosition, untilPosition);
        }

        Value held(Interval interval) {
            return new Value(
                    node,
                    attribute,
                    source,
                    value,
                    observedAt,
                    freshUntil,
                    interval.since(),
                    interval.until(),
                    interval.sincePosition(),
                    interval.untilPosition());
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        var said = Observation.of(fact);
        return said.values().keySet().stream().map(attribute -> key(said, attribute)).toList();
    }

    @Override
    public Map<String, Value> leaves(String key, Optional<Value> row, Fact fact) {
        return row.filter(past -> !isOlder(key, past, fact))
                .map(past ->
                        Map.of(
                                past.interval().pastKey(key),
                                past.held(past.interval().endedBy(fact))))
                .orElse(Map.of());
    }

    @Override
    public Optional<Value> apply(String key, Optional<Value> row, Fact fact) {
        if (row.isPresent() && isOlder(key, row.get(), fact)) {
            return row;
        }
        var said = Observation.of(fact);
        var attribute = attribute(key);
        var value = Objects.requireNonNull(said.values().get(attribute));
        var interval =
                row.map(past -> past.interval().next(fact)).orElseGet(() -> Interval.from(fact));
        return Optional.of(
                new Value(
                                said.node(),
                                attribute,
                                said.source(),
                                value.value(),
                                value.observedAt(),
                                said.freshUntil(),
                                "",
                                "",
                                0,
                                0)
                        .held(interval));
    }

    private static boolean isOlder(String key, Value past, Fact fact) {
        var said = Objects.requireNonNull(Observation.of(fact).values().get(attribute(key)));
        return said.observedAt().compareTo(past.observedAt) < 0;
    }

    private static String key(Observation said, String attribute) {
        return said.node() + "~" + said.source() + "~" + attribute;
    }

    private static String attribute(String key) {
        return key.split("~", 3)[2];
    }
}
