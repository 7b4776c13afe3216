package dev.lekha.projection.context;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.context.ContextEvent.StaticInformationRecorded;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.projection.Interval;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** What nodes are, each version for as long as it stood. Key: the node. */
@View(
        name = "static-information",
        capability = "context",
        fields = {"node", "version", "since", "until", "sincePosition", "untilPosition"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class StaticInformation implements Projection<StaticInformation.Version> {
    /** One version of what is known of a node. */
    public record Version(
            String node,
            long version,
            SortedMap<String, Quality> information,
            String since,
            String until,
            long sincePosition,
            long untilPosition)
            implements Interval.Row<Version> {
        @Override
        public Version over(Interval other) {
            return new Version(
                    node,
                    version,
                    information,
                    other.since(),
                    other.until(),
                    other.sincePosition(),
                    other.untilPosition());
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof StaticInformationRecorded event
                ? List.of(event.node().value())
                : List.of();
    }

    @Override
    public Map<String, Version> leaves(String key, Optional<Version> row, Fact fact) {
        return Interval.left(key, row, fact);
    }

    @Override
    public Optional<Version> apply(String key, Optional<Version> row, Fact fact) {
        if (!(fact.event() instanceof StaticInformationRecorded event)) {
            return row;
        }
        return Optional.of(
                new Version(key, event.version(), event.information(), "", "", 0, 0)
                        .over(Interval.begun(row, fact)));
    }
}
