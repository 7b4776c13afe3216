package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityDeregistered;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Takes an application out, with every credential that acts for it. */
@Command(namespace = "registration", name = "DeregisterApplicationEntity")
@AllowedTo(Role.OPERATOR)
public record DeregisterApplicationEntity(
        ApplicationEntityId applicationEntity, @Omittable String reason)
        implements Decision<Principal> {
    @Override
    public EventCriteria boundary() {
        return Principal.boundary(applicationEntity.value());
    }

    @Override
    public Principal initial() {
        return Principal.UNKNOWN;
    }

    @Override
    public Principal evolve(Principal principal, DomainEvent event) {
        return principal.evolve(event);
    }

    @Override
    public Verdict decide(Principal principal) {
        return principal.standing() == Principal.Standing.APPLICATION_ENTITY
                ? accept(
                        Credentials.revoking(
                                principal,
                                applicationEntity.value(),
                                new ApplicationEntityDeregistered(applicationEntity, reason)))
                : refuse(
                        "application-unknown",
                        applicationEntity + " is not a registered application entity.");
    }
}
