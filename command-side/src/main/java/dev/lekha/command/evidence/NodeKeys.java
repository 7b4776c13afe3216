package dev.lekha.command.evidence;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.evidence.DeviceKeys;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyEnrolled;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyRevoked;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyRotated;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** All that the commands about a node's keys remember: whether it takes part, and its keys. */
record NodeKeys(boolean registered, DeviceKeys keys) {
    static final NodeKeys UNKNOWN = new NodeKeys(false, DeviceKeys.NONE);

    static EventCriteria boundary(NodeId node) {
        return Boundary.of(
                Tags.NODE,
                node.value(),
                NodeRegistered.class,
                NodeDeregistered.class,
                DeviceKeyEnrolled.class,
                DeviceKeyRotated.class,
                DeviceKeyRevoked.class);
    }

    NodeKeys evolve(DomainEvent event) {
        var changed = keys.evolve(event);
        return switch (event) {
            case NodeRegistered _ -> new NodeKeys(true, changed);
            case NodeDeregistered _ -> new NodeKeys(false, changed);
            default -> new NodeKeys(registered, changed);
        };
    }

    /** A node speaks of its own keys alone, and no gateway for it. */
    static boolean permits(Caller caller, NodeId node) {
        return caller.is(Role.OPERATOR) || caller.actor().equals(node.value());
    }
}
