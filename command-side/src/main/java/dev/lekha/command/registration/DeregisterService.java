package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.ServiceEvent.ServiceDeregistered;
import dev.lekha.kernel.registration.ServiceId;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Ends the offer of a service; it may come again. */
@Command(namespace = "registration", name = "DeregisterService")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record DeregisterService(
        ServiceId service,
        @Omittable String reason,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
        implements Decision<Service> {
    @Override
    public EventCriteria boundary() {
        return Service.boundary(service);
    }

    @Override
    public Service initial() {
        return Service.UNKNOWN;
    }

    @Override
    public Service evolve(Service known, DomainEvent event) {
        return known.evolve(event);
    }

    @Override
    public Verdict decide(Service known) {
        if (known.lifecycle() == Lifecycle.UNKNOWN) {
            return refuse("service-unknown", service + " was never registered.");
        }
        if (caller.is(Role.APPLICATION) && !caller.actor().equals(known.provider())) {
            return refuse("not-the-provider", known.provider() + " offers " + service + ".");
        }
        return known.lifecycle().allows(Lifecycle.Step.DEREGISTER)
                ? accept(new ServiceDeregistered(service, reason))
                : Lives.refused(service, known.lifecycle(), Lifecycle.Step.DEREGISTER);
    }
}
