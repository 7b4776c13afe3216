package dev.lekha.edge.mqtt;

import dev.lekha.edge.enrolment.Enrolment;
import dev.lekha.edge.enrolment.HandingOut;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.TenantKey;
import dev.lekha.kernel.pki.DevicePath;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.Optional;

/** Devices that show a certificate instead of a secret, and are told what they are set to. */
public record PlugAndPlay(Enrolment enrolment, HandingOut handingOut) {
    private static final String DOOR = "mqtt";

    /**
     * Who shows these certificates, in a handshake in which it has proved that it has the key.
     * Waits.
     *
     * @throws Refused where it is not let in
     */
    Caller enter(Certificate[] chain) {
        return enrolment.admit(path(chain), "tls", SecretDigest.NONE).caller();
    }

    /** What a node is to be set to, where something was said; notes that it is given. Waits. */
    Optional<byte[]> configuration(TenantKey node) {
        return handingOut.give(node, 0, DOOR).map(HandingOut.Given::json);
    }

    /** The same, where it was never given that version. Waits. */
    Optional<byte[]> newConfiguration(TenantKey node, long atLeast) {
        return handingOut.giveNew(node, atLeast, DOOR).map(HandingOut.Given::json);
    }

    /** Where a device hears what it is to be set to. */
    static String topic(TenantKey node) {
        return Topics.of(node.tenant(), "devices/" + node.key() + "/configuration");
    }

    static DevicePath path(Certificate[] chain) {
        try {
            var der = new ArrayList<byte[]>();
            for (var one : chain) {
                der.add(one.getEncoded());
            }
            return DevicePath.ofDer(der);
        } catch (CertificateEncodingException | IllegalArgumentException unfit) {
            throw new Refused(
                    Refused.Kind.MALFORMED,
                    "certificate-malformed",
                    "The certificates cannot be read: " + unfit.getMessage() + ".");
        }
    }
}
