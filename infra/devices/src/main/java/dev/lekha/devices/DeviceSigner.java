package dev.lekha.devices;

import dev.lekha.kernel.cose.CoseSign1;
import dev.lekha.kernel.cose.KeyId;
import dev.lekha.kernel.cose.SignatureAlgorithm;
import dev.lekha.kernel.cose.VerificationKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** A device's key, private part included. */
public record DeviceSigner(SignatureAlgorithm algorithm, KeyId kid, KeyPair keys) {
    public static DeviceSigner of(SignatureAlgorithm algorithm, String kid) {
        try {
            var pairs =
                    switch (algorithm) {
                        case ED25519 -> KeyPairGenerator.getInstance("Ed25519", "SunEC");
                        case ES256 -> {
                            var p256 = KeyPairGenerator.getInstance("EC", "SunEC");
                            p256.initialize(new ECGenParameterSpec("secp256r1"));
                            yield p256;
                        }
                    };
            return new DeviceSigner(algorithm, new KeyId(kid), pairs.generateKeyPair());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    public VerificationKey publicKey() {
        return VerificationKey.read(
                Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()));
    }

    public CoseSign1 sign(byte[] payload, byte[] context) {
        return CoseSign1.sign(algorithm, kid, payload, context, this::signature);
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
}
