package dev.lekha.bench;

import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.cose.CoseSign1;
import dev.lekha.kernel.cose.KeyId;
import dev.lekha.kernel.cose.SignatureAlgorithm;
import dev.lekha.kernel.cose.VerificationKey;
import dev.lekha.kernel.evidence.OriginStatement;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** A device with a key of one kind, and the check that its evidence goes through. */
final class SigningDevice {
    private static final byte[] CONTEXT = OriginStatement.context(new NodeId("meter-1"));

    private final SignatureAlgorithm algorithm;
    private final KeyPair keys;
    private final VerificationKey publicKey;

    SigningDevice(SignatureAlgorithm algorithm) {
        this.algorithm = algorithm;
        this.keys = keys(algorithm);
        this.publicKey =
                VerificationKey.read(
                        Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()));
    }

    byte[] evidence() {
        var statement = new OriginStatement("ab".repeat(32), 1_000, "cd".repeat(32));
        return CoseSign1.sign(
                        algorithm, new KeyId("k1"), statement.bytes(), CONTEXT, this::signature)
                .bytes();
    }

    /** As the platform does it for each signed message, from bytes to a verdict. */
    void verify(byte[] evidence) {
        var signed = CoseSign1.read(evidence);
        OriginStatement.read(signed.payload());
        if (!signed.verifies(publicKey, CONTEXT)) {
            throw new IllegalStateException("the evidence does not hold");
        }
    }

    private byte[] signature(byte[] message) {
        try {
            var signer = Signature.getInstance(algorithm.signature(), "SunEC");
            signer.initSign(keys.getPrivate());
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static KeyPair keys(SignatureAlgorithm algorithm) {
        try {
            return switch (algorithm) {
                case ED25519 -> KeyPairGenerator.getInstance("Ed25519", "SunEC").generateKeyPair();
                case ES256 -> {
                    var p256 = KeyPairGenerator.getInstance("EC", "SunEC");
                    p256.initialize(new ECGenParameterSpec("secp256r1"));
                    yield p256.generateKeyPair();
                }
            };
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
