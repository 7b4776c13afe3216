package dev.lekha.command.context;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.context.ContextEvent.StaticInformationRecorded;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.registration.LifecycleEvent.NodeProvisioned;
import dev.lekha.kernel.registration.LifecycleEvent.NodeRetired;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import java.util.Collections;
import java.util.SortedMap;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * What decides about a node's context.
 *
 * @param expected whether it is provisioned or registered
 * @param version of its static information, or 0
 */
record Known(boolean expected, long version, SortedMap<String, Quality> information) {
    static final Known NOTHING = new Known(false, 0, Collections.emptySortedMap());

    /** Its static information and whether it is there. */
    static EventCriteria boundary(NodeId node) {
        return Boundary.of(
                Tags.NODE,
                node.value(),
                NodeProvisioned.class,
                NodeRegistered.class,
                NodeDeregistered.class,
                NodeRetired.class,
                StaticInformationRecorded.class);
    }

    Known evolve(DomainEvent event) {
        return switch (event) {
            case NodeProvisioned _ -> stands(true);
            case NodeRegistered _ -> stands(true);
            case NodeDeregistered _ -> stands(false);
            case NodeRetired _ -> stands(false);
            case StaticInformationRecorded e -> new Known(expected, e.version(), e.information());
            default -> this;
        };
    }

    private Known stands(boolean there) {
        return new Known(there, version, information);
    }
}
