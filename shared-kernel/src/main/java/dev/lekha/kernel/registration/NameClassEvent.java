package dev.lekha.kernel.registration;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.naming.NameClass;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** Which names several may have at the same time (9.2), such as private addresses. */
public sealed interface NameClassEvent extends DomainEvent {
    NameClass names();

    /** All classes of a scheme are decided on together. */
    @EventTag(key = Tags.NAME_SCHEME)
    default String scheme() {
        return names().scheme().text();
    }

    @Event(namespace = "registration", name = "ReusableNamesDeclared", version = "1")
    record ReusableNamesDeclared(NameClass names) implements NameClassEvent {}

    /** Who has such a name keeps it; nobody else gets it while one has it. */
    @Event(namespace = "registration", name = "ReusableNamesWithdrawn", version = "1")
    record ReusableNamesWithdrawn(NameClass names) implements NameClassEvent {}
}
