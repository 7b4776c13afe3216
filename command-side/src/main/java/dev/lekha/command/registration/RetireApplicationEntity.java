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
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRetired;
import java.util.ArrayList;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Takes a registered application out for good, with every credential that acts for it. */
@Command(namespace = "registration", name = "RetireApplicationEntity")
@AllowedTo(Role.OPERATOR)
public record RetireApplicationEntity(
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
        if (principal.standing() != Principal.Standing.APPLICATION_ENTITY) {
            return refuse(
                    "application-unknown",
                    applicationEntity + " is not a registered application entity.");
        }
        var events = new ArrayList<DomainEvent>();
        events.add(new ApplicationEntityDeregistered(applicationEntity, reason));
        events.add(new ApplicationEntityRetired(applicationEntity, reason));
        events.addAll(Credentials.revocations(principal, applicationEntity.value()));
        return accept(events);
    }
}
