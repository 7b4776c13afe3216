package dev.lekha.projection.registration;

import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.CapabilityEvent.ServiceClassBound;
import dev.lekha.kernel.registration.CapabilityEvent.ServiceClassMismatchMended;
import dev.lekha.kernel.registration.CapabilityEvent.ServiceClassMismatchWarned;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;

/** Which application works with which node by which class, and whether it fits (4.0). */
@View(
        name = "service-class-bindings",
        capability = "registration",
        fields = {"applicationEntity", "node", "serviceClass", "state"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class ServiceClassBindings implements Projection<ServiceClassBindings.Bound> {
    /**
     * @param state {@code fits} or {@code mismatched}
     * @param missing the conditions that do not hold, or empty
     * @param since position from which the state is so
     */
    public record Bound(
            String applicationEntity,
            String node,
            String serviceClass,
            String state,
            String missing,
            long since) {
        Bound now(String missing, long at) {
            var state = missing.isEmpty() ? "fits" : "mismatched";
            return new Bound(applicationEntity, node, serviceClass, state, missing, at);
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case ServiceClassBound e -> key(e.applicationEntity(), e.node());
            case ServiceClassMismatchWarned e -> key(e.applicationEntity(), e.node());
            case ServiceClassMismatchMended e -> key(e.applicationEntity(), e.node());
            default -> List.of();
        };
    }

    @Override
    public Optional<Bound> apply(String key, Optional<Bound> row, Fact fact) {
        var at = fact.position();
        return switch (fact.event()) {
            case ServiceClassBound e ->
                    Optional.of(
                            new Bound(
                                    e.applicationEntity().value(),
                                    e.node().value(),
                                    e.serviceClass().value(),
                                    "fits",
                                    "",
                                    at));
            case ServiceClassMismatchWarned e -> row.map(bound -> bound.now(e.missing(), at));
            case ServiceClassMismatchMended _ -> row.map(bound -> bound.now("", at));
            default -> row;
        };
    }

    private static List<String> key(ApplicationEntityId applicationEntity, NodeId node) {
        return List.of(applicationEntity + "~" + node);
    }
}
