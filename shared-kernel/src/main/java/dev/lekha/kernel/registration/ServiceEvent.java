package dev.lekha.kernel.registration;

import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Tags;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** What is offered by an application entity, and how long. */
public sealed interface ServiceEvent extends DomainEvent {
    @EventTag(key = Tags.SERVICE)
    ServiceId service();

    @Event(namespace = "registration", name = "ServiceRegistered", version = "1")
    record ServiceRegistered(
            ServiceId service,
            @EventTag(key = Tags.APPLICATION_ENTITY) ApplicationEntityId provider,
            String description)
            implements ServiceEvent {}

    @Event(namespace = "registration", name = "ServiceDeregistered", version = "1")
    record ServiceDeregistered(ServiceId service, String reason) implements ServiceEvent {}

    /** The service comes never again; one that was offered was deregistered by the event before. */
    @Event(namespace = "registration", name = "ServiceRetired", version = "1")
    record ServiceRetired(ServiceId service, String reason) implements ServiceEvent {}
}
