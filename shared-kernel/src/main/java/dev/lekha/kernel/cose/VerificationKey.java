package dev.lekha.kernel.cose;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * A public key that signatures are checked by: a SubjectPublicKeyInfo (RFC 5280) of Ed25519 or of
 * P-256 with an uncompressed point, DER in base 64, as {@code openssl pkey -pubout -outform DER}
 * writes it. A key under which signatures prove nothing is refused.
 */
public final class VerificationKey {
    private static final String PROVIDER = "SunEC";

    private final String text;
    private final SignatureAlgorithm algorithm;
    private final PublicKey key;

    private VerificationKey(String text, SignatureAlgorithm algorithm, PublicKey key) {
        this.text = text;
        this.algorithm = algorithm;
        this.key = key;
    }

    /**
     * @throws IllegalArgumentException where it is not such a key
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static VerificationKey read(String base64) {
        var spki = Base64.getDecoder().decode(base64);
        var algorithm =
                SignatureAlgorithm.ofKey(spki)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "a public key is one of Ed25519 or P-256, DER in base64"));
        SoundPoint.require(algorithm, algorithm.bare(spki));
        try {
            var factory = KeyFactory.getInstance(algorithm.keyAlgorithm(), PROVIDER);
            var key = factory.generatePublic(new X509EncodedKeySpec(spki));
            return new VerificationKey(Base64.getEncoder().encodeToString(spki), algorithm, key);
        } catch (GeneralSecurityException unfit) {
            throw new IllegalArgumentException("a public key is a point of its curve", unfit);
        }
    }

    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    boolean verifies(byte[] message, byte[] signature) {
        try {
            var check = Signature.getInstance(algorithm.signature(), PROVIDER);
            check.initVerify(key);
            check.update(message);
            return check.verify(signature);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(algorithm.signature(), missing);
        }
    }

    /** DER in base 64. */
    @JsonValue
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerificationKey that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
