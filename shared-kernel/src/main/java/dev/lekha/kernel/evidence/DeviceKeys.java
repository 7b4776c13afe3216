package dev.lekha.kernel.evidence;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.cose.CoseSign1;
import dev.lekha.kernel.cose.KeyId;
import dev.lekha.kernel.cose.VerificationKey;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyEnrolled;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyRevoked;
import dev.lekha.kernel.evidence.EvidenceEvent.DeviceKeyRotated;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The keys that one node has had, up to some position of the log; at most one is in force. A node
 * that leaves leaves its key behind.
 *
 * @param all by id, those no longer in force too: an id is used once
 * @param inForce one id or none
 */
public record DeviceKeys(Map<KeyId, VerificationKey> all, Set<KeyId> inForce) {
    public static final DeviceKeys NONE = new DeviceKeys(Map.of(), Set.of());

    /** Whether a signature holds at the position that the keys are of. */
    public enum Standing {
        HOLDS("", ""),
        KEY_UNKNOWN("key-unknown", "The node has no key of this id."),
        KEY_NOT_IN_FORCE("key-not-in-force", "The key is not in force any more."),
        SIGNATURE_WRONG("signature-wrong", "The signature is not of this key over this.");

        private final String code;
        private final String sentence;

        Standing(String code, String sentence) {
            this.code = code;
            this.sentence = sentence;
        }

        public String code() {
            return code;
        }

        public String sentence() {
            return sentence;
        }
    }

    public DeviceKeys {
        all = Map.copyOf(all);
        inForce = Set.copyOf(inForce);
    }

    public DeviceKeys evolve(DomainEvent event) {
        return switch (event) {
            case DeviceKeyEnrolled e -> with(e.kid(), e.publicKey());
            case DeviceKeyRotated e -> with(e.successor(), e.publicKey());
            case DeviceKeyRevoked e ->
                    inForce.contains(e.kid()) ? new DeviceKeys(all, Set.of()) : this;
            case NodeDeregistered _ -> new DeviceKeys(all, Set.of());
            default -> this;
        };
    }

    /** Whether this very key is in force under this id. */
    public boolean holds(KeyId kid, VerificationKey key) {
        return inForce.contains(kid) && all.entrySet().contains(Map.entry(kid, key));
    }

    /**
     * @param context of the signature
     */
    public Standing judge(CoseSign1 signed, byte[] context) {
        if (!all.containsKey(signed.kid())) {
            return Standing.KEY_UNKNOWN;
        }
        if (!inForce.contains(signed.kid())) {
            return Standing.KEY_NOT_IN_FORCE;
        }
        return signed.verifies(all.get(signed.kid()), context)
                ? Standing.HOLDS
                : Standing.SIGNATURE_WRONG;
    }

    private DeviceKeys with(KeyId kid, VerificationKey key) {
        var more = new HashMap<>(all);
        more.put(kid, key);
        return new DeviceKeys(more, Set.of(kid));
    }
}
