package dev.lekha.command.evidence;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.cose.KeyId;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyRevoked;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Ends a node's key; what it signed before stands. Saying it twice is fine. */
@Command(namespace = "evidence", name = "RevokeDeviceKey")
@AllowedTo({Role.OPERATOR, Role.NODE})
public record RevokeDeviceKey(NodeId node, KeyId kid, @Omittable String reason)
        implements Decision<NodeKeys> {
    @Override
    public boolean permits(Caller asking) {
        return NodeKeys.permits(asking, node);
    }

    @Override
    public EventCriteria boundary() {
        return NodeKeys.boundary(node);
    }

    @Override
    public NodeKeys initial() {
        return NodeKeys.UNKNOWN;
    }

    @Override
    public NodeKeys evolve(NodeKeys known, DomainEvent event) {
        return known.evolve(event);
    }

    @Override
    public Verdict decide(NodeKeys known) {
        if (!known.keys().all().containsKey(kid)) {
            return refuse("key-unknown", node + " never had a key " + kid + ".");
        }
        return known.keys().inForce().contains(kid)
                ? accept(new DeviceKeyRevoked(node, kid, reason))
                : accept();
    }
}
