package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRegistered;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRetired;
import dev.lekha.projection.Interval;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;

/** Every application that ever took part, as it stands (4.34). Key: the application. */
@View(
        name = "applications",
        capability = "registration",
        fields = {"state", "tenant", "registeredPosition"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR, Role.BILLING, Role.NODE})
public final class Applications implements Projection<Applications.Application> {
    /**
     * @param state as {@link Lifecycle#text} writes it
     * @param registeredAt when it was registered last; {@code registeredPosition} is where
     * @param position of the last change
     */
    public record Application(
            String application,
            String description,
            String tenant,
            String state,
            String registeredAt,
            long registeredPosition,
            long position) {
        Application now(String next, long at) {
            return new Application(
                    application, description, tenant, next, registeredAt, registeredPosition, at);
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case ApplicationEntityRegistered e -> List.of(e.applicationEntity().value());
            case ApplicationEntityDeregistered e -> List.of(e.applicationEntity().value());
            case ApplicationEntityRetired e -> List.of(e.applicationEntity().value());
            default -> List.of();
        };
    }

    @Override
    public Optional<Application> apply(String key, Optional<Application> row, Fact fact) {
        var state = Lifecycle.UNKNOWN.evolve(fact.event()).text();
        return fact.event() instanceof ApplicationEntityRegistered e
                ? Optional.of(
                        new Application(
                                key,
                                e.description(),
                                fact.tenant(),
                                state,
                                Interval.text(fact.recordedAt()),
                                fact.position(),
                                fact.position()))
                : row.map(application -> application.now(state, fact.position()));
    }
}
