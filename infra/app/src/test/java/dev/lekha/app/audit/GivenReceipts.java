package dev.lekha.app.audit;

import dev.lekha.crypto.Bouncy;
import dev.lekha.crypto.key.KeyFolder;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.cose.CoseSign1;
import dev.lekha.kernel.cose.KeyId;
import dev.lekha.kernel.cose.SignatureAlgorithm;
import dev.lekha.kernel.evidence.Receipt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.bouncycastle.jcajce.interfaces.EdDSAPrivateKey;

/** Receipts under the seal of a platform's folder, as it gives them to devices. */
record GivenReceipts(PrivateKey seal) {
    static final String COMMITMENT =
            Sha2.SHA_256.hex("a message".getBytes(StandardCharsets.US_ASCII));
    private static final Duration PROMISE = Duration.ofMinutes(10);

    static GivenReceipts of(PublishedFolder folder) throws IOException {
        var keys = Files.createDirectories(folder.data().resolve("keys"));
        return new GivenReceipts(new KeyFolder(keys).seal().key());
    }

    /** The public key, as {@code /api/evidence/seal} shows it. */
    Path sealKey(Path file) throws IOException {
        var spki = ((EdDSAPrivateKey) seal).getPublicKey().getEncoded();
        var pem = "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n";
        return Files.writeString(file, pem.formatted(Base64.getEncoder().encodeToString(spki)));
    }

    /** For the message of {@code pump-1} that is to stand at that position. */
    byte[] receipt(long position, Instant proofBy) {
        var by = proofBy.truncatedTo(ChronoUnit.MICROS);
        var about = new Receipt.About(new NodeId("pump-1"), new RequestId("r-1"), COMMITMENT);
        var receipt = new Receipt.Submission(about, position, by.minus(PROMISE), by);
        return CoseSign1.sign(
                        SignatureAlgorithm.ED25519,
                        new KeyId("seal-1"),
                        receipt.bytes(),
                        Receipt.context(),
                        this::sign)
                .bytes();
    }

    private byte[] sign(byte[] message) {
        try {
            var signer = Signature.getInstance("Ed25519", Bouncy.CASTLE);
            signer.initSign(seal);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
