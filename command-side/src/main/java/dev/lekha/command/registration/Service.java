package dev.lekha.command.registration;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.ServiceEvent.ServiceDeregistered;
import dev.lekha.kernel.registration.ServiceEvent.ServiceRegistered;
import dev.lekha.kernel.registration.ServiceEvent.ServiceRetired;
import dev.lekha.kernel.registration.ServiceId;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * What registration remembers of a service.
 *
 * @param provider who offers it, or offered it last; empty where nobody ever did
 */
record Service(Lifecycle lifecycle, String provider) {
    static final Service UNKNOWN = new Service(Lifecycle.UNKNOWN, "");

    static EventCriteria boundary(ServiceId service) {
        return Boundary.of(
                Tags.SERVICE,
                service.value(),
                ServiceRegistered.class,
                ServiceDeregistered.class,
                ServiceRetired.class);
    }

    Service evolve(DomainEvent event) {
        return new Service(
                lifecycle.evolve(event),
                event instanceof ServiceRegistered registered
                        ? registered.provider().value()
                        : provider);
    }
}
