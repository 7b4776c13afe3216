package dev.lekha.crypto;

import java.security.PrivateKey;
import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/** A private key that never leaves where it is, such as a token: what it signs is sent there. */
public interface DistantKey extends PrivateKey {
    /** The key of Bouncy Castle that belongs to it. */
    PublicKey publicKey();

    /**
     * The signature over the message: of Ed25519 as RFC 8032 has it; of ECDSA over SHA-256, in DER.
     */
    byte[] sign(byte[] message);

    /** There is none. */
    @Override
    default @Nullable String getFormat() {
        return null;
    }

    /** There is none. */
    @Override
    default byte @Nullable [] getEncoded() {
        return null;
    }
}
