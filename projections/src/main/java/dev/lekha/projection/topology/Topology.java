package dev.lekha.projection.topology;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.topology.TopologyEvent.EntitiesRelated;
import dev.lekha.kernel.topology.TopologyEvent.RelationEvent;
import dev.lekha.projection.Interval;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is and was related to what, a row for each time (6.12). Key: {@code source~kind~target}. */
@View(
        name = Topology.NAME,
        capability = "topology",
        fields = {"source", "kind", "target", "since", "until", "sincePosition", "untilPosition"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class Topology implements Projection<Topology.Relation> {
    public static final String NAME = "topology";

    /** One entity related to another. */
    public record Relation(
            String source,
            String kind,
            String target,
            String since,
            String until,
            long sincePosition,
            long untilPosition)
            implements Interval.Row<Relation> {
        @Override
        public Relation over(Interval other) {
            return new Relation(
                    source,
                    kind,
                    target,
                    other.since(),
                    other.until(),
                    other.sincePosition(),
                    other.untilPosition());
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof RelationEvent event ? List.of(event.edge()) : List.of();
    }

    @Override
    public Map<String, Relation> leaves(String key, Optional<Relation> row, Fact fact) {
        return Interval.left(key, row, fact);
    }

    @Override
    public Optional<Relation> apply(String key, Optional<Relation> row, Fact fact) {
        return fact.event() instanceof EntitiesRelated event
                ? Optional.of(
                        new Relation(
                                        event.source().value(),
                                        event.kind().value(),
                                        event.target().value(),
                                        "",
                                        "",
                                        0,
                                        0)
                                .over(Interval.from(fact)))
                : Optional.empty();
    }
}
