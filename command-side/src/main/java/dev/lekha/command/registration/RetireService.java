package dev.lekha.command.registration;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.ServiceEvent.ServiceDeregistered;
import dev.lekha.kernel.registration.ServiceEvent.ServiceRetired;
import dev.lekha.kernel.registration.ServiceId;
import java.util.ArrayList;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Ends a service for good. */
@Command(namespace = "registration", name = "RetireService")
@AllowedTo(Role.OPERATOR)
public record RetireService(ServiceId service, @Omittable String reason)
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
        if (known.lifecycle() == Lifecycle.RETIRED) {
            return accept();
        }
        var events = new ArrayList<DomainEvent>();
        if (known.lifecycle().takesPart()) {
            events.add(new ServiceDeregistered(service, reason));
        }
        events.add(new ServiceRetired(service, reason));
        return accept(events);
    }
}
