package dev.lekha.command.registration;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.registration.Name;
import dev.lekha.kernel.registration.RegistrationEvent.NameBound;
import dev.lekha.kernel.registration.RegistrationEvent.NameReleased;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Who has a name, and whether the node that is asked for is there.
 *
 * @param holder the node that has the name, or empty
 */
record Naming(String holder, boolean registered) {
    static final Naming FREE = new Naming("", false);

    static EventCriteria boundary(NodeId node, Name name) {
        return EventCriteria.either(
                Boundary.of(Tags.NAME, name.value(), NameBound.class, NameReleased.class),
                Boundary.of(Tags.NODE, node.value(), NodeRegistered.class, NodeDeregistered.class));
    }

    Naming evolve(DomainEvent event) {
        return switch (event) {
            case NameBound bound -> new Naming(bound.node().value(), registered);
            case NameReleased _ -> new Naming("", registered);
            case NodeRegistered _ -> new Naming(holder, true);
            case NodeDeregistered _ -> new Naming(holder, false);
            default -> this;
        };
    }
}
