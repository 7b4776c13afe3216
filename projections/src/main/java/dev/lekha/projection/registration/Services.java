package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.ServiceEvent;
import dev.lekha.kernel.registration.ServiceEvent.ServiceRegistered;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;

/** Every service that ever was, as it stands. */
@View(
        name = "services",
        capability = "registration",
        fields = {"provider", "state"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR, Role.BILLING})
public final class Services implements Projection<Services.Service> {
    /**
     * @param state as {@link Lifecycle#text} writes it
     */
    public record Service(
            String service, String provider, String description, String state, long position) {}

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof ServiceEvent e ? List.of(e.service().value()) : List.of();
    }

    @Override
    public Optional<Service> apply(String key, Optional<Service> row, Fact fact) {
        var state = Lifecycle.UNKNOWN.evolve(fact.event()).text();
        return fact.event() instanceof ServiceRegistered e
                ? Optional.of(
                        new Service(
                                key, e.provider().value(), e.description(), state, fact.position()))
                : row.map(service ->
                        new Service(
                                key,
                                service.provider,
                                service.description,
                                state,
                                fact.position()));
    }
}
