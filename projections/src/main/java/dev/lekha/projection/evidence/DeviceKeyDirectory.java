package dev.lekha.projection.evidence;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.cose.KeyId;
import dev.lekha.kernel.cose.VerificationKey;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyEnrolled;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyRevoked;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyRotated;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which key of a node held from which position of the log until which. Key: the node. */
@View(
        name = "device-keys",
        capability = "evidence",
        fields = {"inForce"},
        readers = {Role.OPERATOR, Role.AUDITOR})
public final class DeviceKeyDirectory implements Projection<DeviceKeyDirectory.KeysOfNode> {
    /**
     * @param inForce id of the key that holds now, or empty
     * @param keys all that there were, the oldest first
     */
    public record KeysOfNode(String node, String inForce, List<Held> keys) {
        public KeysOfNode {
            keys = List.copyOf(keys);
        }
    }

    /**
     * @param from position of the event that put it in force; signatures at later ones hold
     * @param until position of the event that ended it, or 0; signatures at later ones do not hold
     */
    public record Held(
            KeyId kid, String algorithm, VerificationKey publicKey, long from, long until) {}

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case DeviceKeyEnrolled e -> List.of(e.node().value());
            case DeviceKeyRotated e -> List.of(e.node().value());
            case DeviceKeyRevoked e -> List.of(e.node().value());
            case NodeDeregistered e -> List.of(e.node().value());
            default -> List.of();
        };
    }

    @Override
    public Optional<KeysOfNode> apply(String node, Optional<KeysOfNode> row, Fact fact) {
        return switch (fact.event()) {
            case DeviceKeyEnrolled e ->
                    begun(
                            node,
                            row.map(KeysOfNode::keys).orElse(List.of()),
                            e.kid(),
                            e.publicKey(),
                            fact);
            case DeviceKeyRotated e ->
                    begun(
                            node,
                            row.map(known -> ended(known.keys, fact)).orElse(List.of()),
                            e.successor(),
                            e.publicKey(),
                            fact);
            case DeviceKeyRevoked _, NodeDeregistered _ ->
                    row.map(known -> new KeysOfNode(node, "", ended(known.keys, fact)));
            default -> row;
        };
    }

    private static Optional<KeysOfNode> begun(
            String node, List<Held> before, KeyId kid, VerificationKey key, Fact fact) {
        var keys = new ArrayList<>(before);
        keys.add(new Held(kid, key.algorithm().name(), key, fact.position(), 0));
        return Optional.of(new KeysOfNode(node, kid.value(), keys));
    }

    private static List<Held> ended(List<Held> keys, Fact fact) {
        return keys.stream()
                .map(key ->
                        key.until > 0
                                ? key
                                : new Held(
                                        key.kid,
                                        key.algorithm,
                                        key.publicKey,
                                        key.from,
                                        fact.position()))
                .toList();
    }
}
