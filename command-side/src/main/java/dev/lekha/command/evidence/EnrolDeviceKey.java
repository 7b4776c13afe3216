package dev.lekha.command.evidence;

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
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.cose.KeyId;
import dev.lekha.kernel.cose.VerificationKey;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyEnrolled;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Gives a node the key that its signatures are checked by from now on. The node does so itself the
 * first time only: after that it rotates, and who has stolen its credential alone cannot replace
 * its key.
 *
 * @param kid used once by this node
 * @param publicKey Ed25519 or P-256, SubjectPublicKeyInfo as DER in base64
 * @param caller the node itself, or an operator
 */
@Command(namespace = "evidence", name = "EnrolDeviceKey")
@AllowedTo({Role.OPERATOR, Role.NODE})
public record EnrolDeviceKey(
        NodeId node,
        KeyId kid,
        VerificationKey publicKey,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
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
        var keys = known.keys();
        if (!known.registered()) {
            return refuse("node-unknown", node + " is not a registered node.");
        }
        if (keys.holds(kid, publicKey)) {
            return accept();
        }
        if (keys.all().containsKey(kid)) {
            return refuse("key-taken", "The key id " + kid + " has been used.");
        }
        if (!keys.inForce().isEmpty()) {
            return refuse("key-in-force", node + " has a key; rotate or revoke it.");
        }
        if (!keys.all().isEmpty() && !caller.is(Role.OPERATOR)) {
            return refuse("not-the-first-key", "After its first, an operator enrols a node's key.");
        }
        return accept(new DeviceKeyEnrolled(node, kid, publicKey));
    }
}
