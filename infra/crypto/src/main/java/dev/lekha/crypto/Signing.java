package dev.lekha.crypto;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import org.bouncycastle.jcajce.interfaces.EdDSAPrivateKey;
import org.bouncycastle.jcajce.interfaces.MLDSAPrivateKey;

/** Signs by a private key, be it of Bouncy Castle or a distant one. */
public final class Signing {
    private Signing() {}

    /**
     * @param algorithm as the JCA names it; a distant key has one and no other
     */
    public static byte[] sign(String algorithm, PrivateKey key, byte[] message) {
        if (key instanceof DistantKey distant) {
            return distant.sign(message);
        }
        try {
            var signer = Signature.getInstance(algorithm, Bouncy.CASTLE);
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(algorithm, missing);
        }
    }

    /**
     * The public key that belongs to a private one.
     *
     * @throws Malformed where it is a key of an algorithm that does not tell
     */
    public static PublicKey publicKey(PrivateKey key) {
        return switch (key) {
            case EdDSAPrivateKey ed -> ed.getPublicKey();
            case MLDSAPrivateKey ml -> ml.getPublicKey();
            case DistantKey distant -> distant.publicKey();
            default -> throw new Malformed("a key of " + key.getAlgorithm());
        };
    }
}
