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
            long untilPosition)
            implements Interval.Row<Value> {
        @Override
        public Value over(Interval other) {
            return new Value(
                    node,
                    attribute,
                    source,
                    value,
                    observedAt,
                    freshUntil,
                    other.since(),
                    other.until(),
                    other.sincePosition(),
                    other.untilPosition());
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        var said = Observation.of(fact);
        return said.values().keySet().stream().map(attribute -> key(said, attribute)).toList();
    }

    @Override
    public Map<String, Value> leaves(String key, Optional<Value> row, Fact fact) {
        return row.isEmpty()
                ? Map.of()
                : Interval.left(key, row.filter(past -> !isOlder(said(key, fact), past)), fact);
    }

    @Override
    public Optional<Value> apply(String key, Optional<Value> row, Fact fact) {
        var observation = Observation.of(fact);
        var attribute = attribute(key);
        var said = Objects.requireNonNull(observation.values().get(attribute));
        if (row.isPresent() && isOlder(said, row.get())) {
            return row;
        }
        return Optional.of(
                new Value(
                                observation.node(),
                                attribute,
                                observation.source(),
                                said.value(),
                                said.observedAt(),
                                observation.freshUntil(),
                                "",
                                "",
                                0,
                                0)
                        .over(Interval.begun(row, fact)));
    }

    private static Observation.Said said(String key, Fact fact) {
        return Objects.requireNonNull(Observation.of(fact).values().get(attribute(key)));
    }

    private static boolean isOlder(Observation.Said said, Value past) {
        return said.observedAt().compareTo(past.observedAt) < 0;
    }

    private static String key(Observation said, String attribute) {
        return said.node() + "~" + said.source() + "~" + attribute;
    }

    private static String attribute(String key) {
        return key.split("~", 3)[2];
    }
}
