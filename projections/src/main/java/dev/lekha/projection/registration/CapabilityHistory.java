package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.Capabilities;
import dev.lekha.kernel.registration.CapabilityEvent.CapabilitiesDeclared;
import dev.lekha.kernel.registration.CapabilitySource;
import dev.lekha.projection.Projection;
import dev.lekha.projection.Span;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;

/** What nodes could do at any time: one row for each declaration, for as long as it stood. */
@View(
        name = "capability-history",
        capability = "registration",
        fields = {"node", "since", "until", "sinceTime", "untilTime"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class CapabilityHistory implements Projection<CapabilityHistory.Revision> {
    /**
     * @param source whose word changed
     * @param until position of the next declaration, {@link Span#OPEN} for the last
     */
    public record Revision(
            String node,
            long revision,
            CapabilitySource source,
            Capabilities capabilities,
            long since,
            String sinceTime,
            long until,
            String untilTime) {
        Revision ended(Fact fact) {
            return new Revision(
                    node,
                    revision,
                    source,
                    capabilities,
                    since,
                    sinceTime,
                    fact.position(),
                    Span.text(fact.recordedAt()));
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
                                fact.position(),
                                Span.text(fact.recordedAt()),
                                Span.OPEN,
                                Span.OPEN_TIME))
                : row.map(before -> before.ended(fact));
    }

    private static String key(CapabilitiesDeclared declared, long revision) {
        return declared.node() + "~%010d".formatted(revision);
    }
}
