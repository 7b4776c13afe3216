package dev.lekha.crypto.time;

import dev.lekha.crypto.Signing;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.PrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentSigner;

/** Signs one time stamp, wherever the key is. */
final class StampSigner implements ContentSigner {
    private final PrivateKey key;
    private final ByteArrayOutputStream signed = new ByteArrayOutputStream();

    StampSigner(PrivateKey key) {
        this.key = key;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    }

    @Override
    public OutputStream getOutputStream() {
        return signed;
    }

    @Override
    public byte[] getSignature() {
        return Signing.sign(TimeStampKey.SIGNATURE, key, signed.toByteArray());
    }
}
