package dev.lekha.app.evidence;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.Signing;
import dev.lekha.crypto.key.HeldKey;
import dev.lekha.crypto.key.KeyUnusable;
import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.cose.CoseSign1;
import dev.lekha.kernel.cose.KeyId;
import dev.lekha.kernel.cose.SignatureAlgorithm;
import dev.lekha.kernel.evidence.Receipt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Base64;

/** The key of the platform's own statements, Ed25519. It signs receipts and no checkpoints. */
final class Seal {
    static final String FILE = "platform-seal.pem";
    private static final String ALGORITHM = "Ed25519";
    private static final int PEM_LINE = 64;

    private final PrivateKey key;
    private final byte[] spki;
    private final KeyId kid;

    Seal(HeldKey held) {
        this.key = held.key();
        if (!key.getAlgorithm().equals(ALGORITHM)) {
            throw new KeyUnusable("the seal is a key of Ed25519");
        }
        this.spki = Signing.publicKey(key).getEncoded();
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
        return Signing.sign(ALGORITHM, key, message);
    }

    private void leave(Path file) {
        var base64 = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(spki);
        var pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
        DurableFile.ON_DISK.write(file, pem.getBytes(StandardCharsets.US_ASCII));
    }
}
