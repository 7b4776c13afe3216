package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.ServiceEvent;
import dev.lekha.kernel.registration.ServiceEvent.ServiceRegistered;
import dev.lekha.kernel.registration.ServiceId;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Says that a registered application offers a service (5.2.1).
 *
 * @param provider who offers it; an application offers for itself alone
 */
@Command(namespace = "registration", name = "RegisterService")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record RegisterService(
        ServiceId service, ApplicationEntityId provider, @Omittable String description)
        implements Decision<RegisterService.Known> {
    record Known(Service service, Principal provider) {}

    @Override
    public boolean permits(Caller caller) {
        return caller.is(Role.OPERATOR) || caller.actor().equals(provider.value());
    }

    @Override
    public EventCriteria boundary() {
        return EventCriteria.either(
                Service.boundary(service), Principal.boundary(provider.value()));
    }

    @Override
    public Known initial() {
        return new Known(Service.UNKNOWN, Principal.UNKNOWN);
    }

    @Override
    public Known evolve(Known known, DomainEvent event) {
        return event instanceof ServiceEvent
                ? new Known(known.service.evolve(event), known.provider)
                : new Known(known.service, known.provider.evolve(event));
    }

    @Override
    public Verdict decide(Known known) {
        if (known.provider.standing() != Principal.Standing.APPLICATION_ENTITY) {
            return refuse(
                    "application-unknown", provider + " is not a registered application entity.");
        }
        var found = known.service.lifecycle();
        return found.allows(Lifecycle.Step.REGISTER)
                ? accept(new ServiceRegistered(service, provider, description))
                : Lives.refused(service, found, Lifecycle.Step.REGISTER);
    }
}
