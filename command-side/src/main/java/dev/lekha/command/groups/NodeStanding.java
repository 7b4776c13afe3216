package dev.lekha.command.groups;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.registration.Capabilities;
import dev.lekha.kernel.registration.CapabilityEvent.CapabilitiesDeclared;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.NodeQualities;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import java.util.Optional;
import java.util.SortedMap;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * What groups need to know of a node.
 *
 * @param kind where it is registered
 */
record NodeStanding(Optional<NodeKind> kind, Capabilities capabilities) {
    static final NodeStanding UNKNOWN = new NodeStanding(Optional.empty(), Capabilities.NONE);

    static EventCriteria boundary(NodeId node) {
        return Boundary.of(
                Tags.NODE,
                node.value(),
                NodeRegistered.class,
                NodeDeregistered.class,
                CapabilitiesDeclared.class);
    }

    Optional<SortedMap<String, Quality>> qualities(NodeId node) {
        return kind.map(known -> NodeQualities.of(node, known, capabilities));
    }

    NodeStanding evolve(DomainEvent event) {
        return switch (event) {
            case NodeRegistered registered ->
                    new NodeStanding(Optional.of(registered.kind()), capabilities);
            case NodeDeregistered _ -> UNKNOWN;
            case CapabilitiesDeclared declared -> new NodeStanding(kind, declared.capabilities());
            default -> this;
        };
    }
}
