package dev.lekha.crypto.bundle;

import static dev.lekha.crypto.Signers.AT;
import static dev.lekha.crypto.Signers.LOG;
import static dev.lekha.crypto.Signers.LOG_ML;
import static dev.lekha.crypto.Signers.ORIGIN;
import static dev.lekha.crypto.Signers.W1;
import static dev.lekha.crypto.Signers.W3;
import static dev.lekha.crypto.Signers.W4_ML;
import static dev.lekha.crypto.Signers.checkpoint;
import static dev.lekha.crypto.Signers.signer;
import static dev.lekha.crypto.note.SignatureType.COSIGNATURE_ML_DSA_44;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.NoteSigner;
import dev.lekha.crypto.note.SignatureLine;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles that differ in nothing but a line of ML-DSA-44, before both verifiers. */
class MlDsaLinesTest {
    private static final Evidence OURS = new Evidence("");
    private static final String BARE = checkpoint(OURS.head(140), LOG).text();

    /** Where what begins in the bytes of a line: key id, time, challenge, z, hints, their ends. */
    private static final int TIME = 4;

    private static final int CHALLENGE = 12;
    private static final int Z = CHALLENGE + 32;
    private static final int HINTS = Z + 2304;
    private static final int ENDS = HINTS + 80;
    private static final int END = ENDS + 4;

    @TempDir Path folder;

    @Test
    void a_line_that_holds_counts_as_any_other() throws Exception {
        assertVerdicts(
                0,
                Map.of(
                        "of the log beside its other key", signedBy(LOG, LOG_ML, W1, W3),
                        "of the log alone", signedBy(LOG_ML, W1, W3),
                        "of a witness", signedBy(LOG, W1, W4_ML),
                        "twice", signedBy(LOG, LOG_ML, LOG_ML, W1, W3)));
        assertVerdicts(10, Map.of("twice of one witness", signedBy(LOG, W4_ML, W4_ML)));
    }

    @Test
    void a_line_of_a_key_that_nobody_named_is_as_if_it_were_not_there() throws Exception {
        var stranger = signer(ORIGIN, COSIGNATURE_ML_DSA_44, 77);
        assertVerdicts(
                0,
                Map.of(
                        "that holds", signedBy(LOG, W1, W3, stranger),
                        "that does not", with(changed(line(stranger), Z, 1))));
        assertVerdicts(10, Map.of("for a witness", signedBy(LOG, W1, stranger)));
        assertVerdicts(40, Map.of("for the log", signedBy(stranger, W1, W3)));
    }

    @Test
    void a_bit_that_is_turned_anywhere_in_a_line_spoils_the_bundle() throws Exception {
        var broken = new LinkedHashMap<String, Note>();
        for (var signer : List.of(LOG_ML, W4_ML)) {
            for (int at : new int[] {TIME, CHALLENGE - 1, CHALLENGE, Z, HINTS - 1, HINTS, ENDS}) {
                var line = changed(line(signer), at, at == TIME ? 0x80 : 1);
                broken.put(signer.key().name() + " at " + at, with(line));
            }
            broken.put(
                    signer.key().name() + " at its end", with(changed(line(signer), END - 1, 4)));
        }
        assertVerdicts(40, broken);
    }

    @Test
    void a_line_of_another_checkpoint_key_name_or_length_spoils_the_bundle() throws Exception {
        var other = signer(ORIGIN, COSIGNATURE_ML_DSA_44, 77);
        var renamed = signer("else.example/log", COSIGNATURE_ML_DSA_44, 2);
        var wrong = new LinkedHashMap<String, Note>();
        wrong.put("of another checkpoint", with(LOG_ML.sign(OURS.witnessed(100).text(), AT)));
        wrong.put("of another key", with(under(LOG_ML, line(other))));
        wrong.put("of the key under another name", with(under(LOG_ML, line(renamed))));
        wrong.put("of Ed25519", with(under(LOG_ML, line(W1))));
        wrong.put("too short", with(bytes(line(LOG_ML), all -> Arrays.copyOf(all, END - 1))));
        wrong.put("too long", with(bytes(line(LOG_ML), all -> Arrays.copyOf(all, END + 1))));
        wrong.put("of a time alone", with(bytes(line(LOG_ML), all -> Arrays.copyOf(all, 12))));
        wrong.put("of half a time", with(bytes(line(LOG_ML), all -> Arrays.copyOf(all, 7))));
        wrong.put("behind one that holds", with(line(LOG_ML), changed(line(LOG_ML), Z, 1)));
        assertVerdicts(40, wrong);
    }

    @Test
    void who_does_not_look_at_such_lines_finds_no_fault_in_a_broken_one() throws Exception {
        var bundle = folder.resolve("broken");
        OURS.write(bundle, 80, 120, with(changed(line(LOG_ML), Z, 1)));
        var trust = Evidence.trust(List.of());
        var without = trust.policy().without(COSIGNATURE_ML_DSA_44);
        var verdict = BundleCheck.verify(bundle, new Trust(without, List.of(), List.of()));
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.WITNESSED);
    }

    private static Note signedBy(NoteSigner... signers) {
        return checkpoint(OURS.head(140), signers);
    }

    /** Under a checkpoint that is signed and witnessed without them. */
    private static Note with(SignatureLine... lines) {
        return signedBy(LOG, W1, W3).with(List.of(lines));
    }

    private static SignatureLine line(NoteSigner signer) {
        return signer.sign(BARE, AT);
    }

    private static SignatureLine changed(SignatureLine line, int at, int bits) {
        return bytes(
                line,
                all -> {
                    all[at] ^= (byte) bits;
                    return all;
                });
    }

    /** As if that key had signed it. */
    private static SignatureLine under(NoteSigner signer, SignatureLine line) {
        var renamed = new SignatureLine(signer.key().name(), line.base64());
        return bytes(renamed, all -> ByteBuffer.wrap(all).putInt(0, signer.key().id()).array());
    }

    private static SignatureLine bytes(SignatureLine line, UnaryOperator<byte[]> change) {
        var changed = change.apply(Base64.getDecoder().decode(line.base64()));
        return new SignatureLine(line.name(), Base64.getEncoder().encodeToString(changed));
    }

    /** Of both verifiers, on a bundle under each note. */
    private void assertVerdicts(int exitCode, Map<String, Note> notes) throws Exception {
        assumeTrue(SecondVerifier.isHere(), "python3 or openssl is not installed");
        try (var second = new SecondVerifier(folder).session()) {
            for (var note : notes.entrySet()) {
                var bundle = folder.resolve(note.getKey().replace('/', '-'));
                OURS.write(bundle, 80, 120, note.getValue());
                var first = BundleCheck.verify(bundle, Evidence.trust(List.of()));
                assertThat(first.outcome().exitCode())
                        .as("%s: %s", note.getKey(), first.findings())
                        .isEqualTo(exitCode);
                second.ask(bundle);
                assertThat(second.answer()).as(note.getKey()).isEqualTo(exitCode);
            }
        }
    }
}
