package dev.lekha.command.evidence;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.cose.CoseSign1;
import dev.lekha.kernel.cose.KeyId;
import dev.lekha.kernel.cose.VerificationKey;
import dev.lekha.kernel.evidence.DeviceKeys.Standing;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyRotated;
import dev.lekha.kernel.evidence.KeyEndorsement;
import dev.lekha.kernel.leaf.CborReader;
import java.util.Arrays;
import java.util.Base64;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Puts another key of a node in force, by the word of the one before.
 *
 * @param kid of the new one, used once by this node
 * @param publicKey of the new one, SubjectPublicKeyInfo as DER in base64
 * @param endorsement a COSE_Sign1 by the key in force over the {@link KeyEndorsement}, base64
 */
@Command(namespace = "evidence", name = "RotateDeviceKey")
@AllowedTo({Role.OPERATOR, Role.NODE})
public record RotateDeviceKey(NodeId node, KeyId kid, VerificationKey publicKey, String endorsement)
        implements Decision<NodeKeys> {
    public RotateDeviceKey {
        if (!Arrays.equals(
                read(endorsement).payload(), new KeyEndorsement(kid, publicKey).bytes())) {
            throw new IllegalArgumentException("an endorsement is of the new key and its id");
        }
    }

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
        var signed = read(endorsement);
        var standing = keys.judge(signed, KeyEndorsement.context(node));
        if (standing != Standing.HOLDS) {
            return refuse(standing.code(), standing.sentence());
        }
        var kept = Base64.getEncoder().encodeToString(signed.bytes());
        return accept(new DeviceKeyRotated(node, signed.kid(), kid, publicKey, kept));
    }

    private static CoseSign1 read(String base64) {
        try {
            return CoseSign1.read(Base64.getDecoder().decode(base64));
        } catch (CborReader.Malformed malformed) {
            throw new IllegalArgumentException("an endorsement is a COSE_Sign1", malformed);
        }
    }
}
