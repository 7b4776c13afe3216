package dev.lekha.crypto;

import static dev.lekha.crypto.Signers.LOG;
import static dev.lekha.crypto.Signers.LOG_ML;
import static dev.lekha.crypto.Signers.W1;
import static dev.lekha.crypto.Signers.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.VerifierKey;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.TreeHead;
import dev.lekha.crypto.witness.AddCheckpoint;
import dev.lekha.crypto.witness.Policy;
import dev.lekha.crypto.witness.TlogProof;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whatever the bytes, they are read and written the same, or refused in words. */
class ParsingTest {
    private static final Note NOTE = checkpoint(new TreeHead(3, Hash.EMPTY), LOG, W1, LOG_ML);
    private static final List<Hash> HASHES = List.of(Hash.EMPTY, Hash.leaf(new byte[1]));

    @Test
    void notes() {
        readAlikeOrRefused(NOTE.bytes(), bytes -> Note.parse(bytes).bytes());
    }

    @Test
    void proofs() {
        var proof = new TlogProof("AAEC", 2, HASHES, NOTE).bytes();
        readAlikeOrRefused(proof, bytes -> TlogProof.parse(bytes).bytes());
    }

    @Test
    void requests_to_witnesses() {
        var request = new AddCheckpoint(2, HASHES, NOTE).bytes();
        readAlikeOrRefused(request, bytes -> AddCheckpoint.parse(bytes).bytes());
    }

    @Test
    void verifier_keys() {
        var key = W1.key().toString().getBytes(StandardCharsets.UTF_8);
        readAlikeOrRefused(
                key,
                bytes ->
                        VerifierKey.parse(new String(bytes, StandardCharsets.ISO_8859_1))
                                .toString()
                                .getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void policies() {
        var text = "log %s\nwitness a %s\ngroup g any a\nquorum g\n".formatted(LOG.key(), W1.key());
        readAlikeOrRefused(
                text.getBytes(StandardCharsets.UTF_8),
                bytes -> {
                    Policy.parse(bytes);
                    return bytes;
                });
    }

    private static void readAlikeOrRefused(byte[] good, Function<byte[], byte[]> again) {
        assertThat(again.apply(good)).isEqualTo(good);
        var random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 4000; i++) {
            var changed = changed(good, random);
            try {
                assertThat(again.apply(changed)).isEqualTo(changed);
            } catch (Rejected told) {
                assertThat(told.finding()).isNotBlank();
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private static byte[] changed(byte[] good, Random random) {
        int at = random.nextInt(good.length);
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(good, at);
            case 1 -> spliced(good, at, random.nextInt(good.length));
            default -> {
                var flipped = good.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
        };
    }

    private static byte[] spliced(byte[] good, int head, int tail) {
        var bytes = new ByteArrayOutputStream();
        bytes.write(good, 0, head);
        bytes.write(good, tail, good.length - tail);
        return bytes.toByteArray();
    }
}
