package dev.lekha.app.evidence;

import dev.lekha.crypto.Bouncy;
import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.key.HeldKey;
import dev.lekha.crypto.key.KeyUnusable;
import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.cose.CoseSign1;
import dev.lekha.kernel.cose.KeyId;
import dev.lekha.kernel.cose.SignatureAlgorithm;
import dev.lekha.kernel.evidence.Receipt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import org.bouncycastle.jcajce.interfaces.EdDSAPrivateKey;

/** The key of the platform's own statements, Ed25519. It signs receipts and no checkpoints. */
final class Seal {
    static final String FILE = "platform-seal.pem";
    private static final int PEM_LINE = 64;

    private final PrivateKey key;
    private final byte[] spki;
    private final KeyId kid;

    Seal(HeldKey held) {
        if (!(held.key() instanceof EdDSAPrivateKey ed)) {
            throw new KeyUnusable("the seal is a key of Ed25519");
        }
        this.key = held.key();
        this.spki = ed.getPublicKey().getEncoded();
        this.kid = new KeyId("seal-" + Sha2.SHA_256.hex(spki).substring(0, 16));
    }

    /** Makes the key where it is not there yet, and leaves the public one to be served. */
    static Seal of(EvidenceSettings settings) {
        Held.makePrivate(settings.folder());
        Held.makePrivate(settings.keys());
        var seal = new Seal(settings.keyFolder().seal());
        seal.leave(settings.folder().resolve(FILE));
        return seal;
    }

    CoseSign1 seal(Receipt receipt) {
        return CoseSign1.sign(
                SignatureAlgorithm.ED25519, kid, receipt.bytes(), Receipt.context(), this::sign);
    }

    /** SubjectPublicKeyInfo, DER in base 64. */
    String publicKey() {
        return Base64.getEncoder().encodeToString(spki);
    }

    private byte[] sign(byte[] message) {
        try {
            var signer = Signature.getInstance("Ed25519", Bouncy.CASTLE);
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Ed25519", missing);
        }
    }

    private void leave(Path file) {
        var base64 = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(spki);
        var pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
        DurableFile.ON_DISK.write(file, pem.getBytes(StandardCharsets.US_ASCII));
    }
}
