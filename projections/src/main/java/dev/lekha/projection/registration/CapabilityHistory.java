package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.Capabilities;
import dev.lekha.kernel.registration.CapabilityEvent.CapabilitiesDeclared;
import dev.lekha.kernel.registration.CapabilitySource;
import dev.lekha.projection.Interval;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;

/** What nodes could do at any time: one row for each declaration, for as long as it stood. */
@View(
        name = "capability-history",
        capability = "registration",
        fields = {"node", "since", "until", "sincePosition", "untilPosition"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class CapabilityHistory implements Projection<CapabilityHistory.Revision> {
    /**
     * @param source whose word changed
     */
    public record Revision(
            String node,
            long revision,
            CapabilitySource source,
            Capabilities capabilities,
            String since,
            String until,
            long sincePosition,
            long untilPosition)
            implements Interval.Row<Revision> {
        @Override
        public Revision over(Interval other) {
            return new Revision(
                    node,
                    revision,
                    source,
                    capabilities,
                    other.since(),
                    other.until(),
                    other.sincePosition(),
                    other.untilPosition());
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        if (fact.event() instanceof CapabilitiesDeclared declared) {
            return declared.revision() == 1
                    ? List.of(key(declared, 1))
                    : List.of(
                            key(declared, declared.revision() - 1),
                            key(declared, declared.revision()));
        }
        return List.of();
    }

    @Override
    public Optional<Revision> apply(String key, Optional<Revision> row, Fact fact) {
        if (!(fact.event() instanceof CapabilitiesDeclared declared)) {
            return row;
        }
        return key.equals(key(declared, declared.revision()))
                ? Optional.of(
                        new Revision(
                                        declared.node().value(),
                                        declared.revision(),
                                        declared.source(),
                                        declared.capabilities(),
                                        "",
                                        "",
                                        0,
                                        0)
                                .over(Interval.from(fact)))
                : row.map(before -> before.over(before.interval().endedBy(fact)));
    }

    private static String key(CapabilitiesDeclared declared, long revision) {
        return declared.node() + "~%010d".formatted(revision);
    }
}
