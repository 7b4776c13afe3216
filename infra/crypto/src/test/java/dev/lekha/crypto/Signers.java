package dev.lekha.crypto;

import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.NoteSigner;
import dev.lekha.crypto.note.SignatureType;
import dev.lekha.crypto.note.SignerKey;
import dev.lekha.crypto.tree.TreeHead;
import java.time.Instant;
import java.util.Arrays;

/** A log and its witnesses, with keys that anybody knows. */
public final class Signers {
    public static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    public static final String ORIGIN = "lekha.example/log";
    public static final SignerKey LOG = signer(ORIGIN, SignatureType.ED25519, 1);
    public static final SignerKey LOG_ML = signer(ORIGIN, SignatureType.COSIGNATURE_ML_DSA_44, 2);
    public static final SignerKey W1 = witness("one.example/w", 3);
    public static final SignerKey W2 = witness("two.example/w", 4);
    public static final SignerKey W3 = witness("three.example/w", 5);
    public static final SignerKey W4_ML =
            signer("four.example/w", SignatureType.COSIGNATURE_ML_DSA_44, 6);

    private Signers() {}

    public static SignerKey witness(String name, int seed) {
        return signer(name, SignatureType.COSIGNATURE_ED25519, seed);
    }

    public static SignerKey signer(String name, SignatureType type, int seed) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return SignerKey.ofSeed(name, type, bytes);
    }

    public static Note checkpoint(TreeHead head, NoteSigner... signers) {
        var text = new Checkpoint(ORIGIN, head).text();
        return new Note(text, Arrays.stream(signers).map(s -> s.sign(text, AT)).toList());
    }
}
