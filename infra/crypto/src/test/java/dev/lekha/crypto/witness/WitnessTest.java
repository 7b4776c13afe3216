package dev.lekha.crypto.witness;

import static dev.lekha.crypto.Signers.LOG;
import static dev.lekha.crypto.Signers.LOG_ML;
import static dev.lekha.crypto.Signers.ORIGIN;
import static dev.lekha.crypto.Signers.W1;
import static dev.lekha.crypto.Signers.W2;
import static dev.lekha.crypto.Signers.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.Signers;
import dev.lekha.crypto.note.KnownKeys;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.SignatureType;
import dev.lekha.crypto.tree.Frontier;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.Proofs;
import dev.lekha.crypto.tree.Subtrees;
import dev.lekha.crypto.tree.TreeHead;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WitnessTest {
    private static final Subtrees TREE = WitnessTest::subtree;
    private static final Proofs PROOFS = new Proofs(TREE);

    private final States states = new States();
    private final Witness witness =
            new Witness(
                    Map.of(ORIGIN, new KnownKeys(List.of(LOG.key(), LOG_ML.key()))),
                    List.of(W1, Signers.signer("one", SignatureType.COSIGNATURE_ML_DSA_44, 9)),
                    states,
                    InstantSource.fixed(Signers.AT));

    @Test
    void a_log_that_grows_is_cosigned_with_every_key_of_the_witness() {
        assertThat(add(0, List.of(), 5).status()).isEqualTo(200);

        var answer = add(5, PROOFS.consistency(5, 9), 9);

        assertThat(answer.status()).isEqualTo(200);
        var lines = AddCheckpoint.cosignatures(answer.body().getBytes(StandardCharsets.UTF_8));
        assertThat(lines).hasSize(2);
        var cosigned = checkpoint(head(9), LOG).with(lines);
        var verified = new KnownKeys(List.of(W1.key())).verify(cosigned);
        assertThat(verified.getFirst().seconds()).isEqualTo(Signers.AT.getEpochSecond());
        assertThat(states.latest(ORIGIN)).contains(cosigned);
    }

    @Test
    void the_same_checkpoint_is_cosigned_again() {
        add(0, List.of(), 5);
        assertThat(add(5, List.of(), 5).status()).isEqualTo(200);
    }

    @Test
    void an_empty_log_is_cosigned_and_then_grows() {
        assertThat(add(0, List.of(), 0).status()).isEqualTo(200);
        assertThat(add(0, List.of(), 3).status()).isEqualTo(200);
    }

    @Test
    void a_log_that_does_not_know_what_was_seen_last_is_told() {
        add(0, List.of(), 5);
        for (var old : List.of(0L, 4L, 6L)) {
            var answer = add(old, List.of(), 9);
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.body()).isEqualTo("5\n");
            assertThat(answer.contentType()).isEqualTo("text/x.tlog.size");
        }
    }

    @Test
    void what_does_not_follow_is_never_cosigned() {
        add(0, List.of(), 5);
        var proof = PROOFS.consistency(5, 9);
        var forked = new TreeHead(9, Hash.EMPTY);

        assertThat(add(5, proof, forked).status()).isEqualTo(422);
        assertThat(add(5, proof.subList(1, proof.size()), 9).status()).isEqualTo(422);
        assertThat(add(5, proof, 5).status()).isEqualTo(422);
        assertThat(add(5, List.of(), new TreeHead(5, Hash.EMPTY)).status()).isEqualTo(422);

        assertThat(states.latest(ORIGIN).orElseThrow().text())
                .isEqualTo(checkpoint(head(5), LOG).text());
    }

    @Test
    void nothing_is_proven_from_the_empty_tree() {
        assertThat(add(0, List.of(Hash.EMPTY), 5).status()).isEqualTo(422);
        var wrong = new TreeHead(0, Hash.leaf(new byte[0]));
        assertThat(add(0, List.of(), wrong).status()).isEqualTo(422);
    }

    @Test
    void an_old_size_above_the_checkpoint_is_malformed() {
        assertThat(add(6, List.of(), 5).status()).isEqualTo(400);
    }

    @Test
    void a_log_that_is_not_known_and_one_that_did_not_sign_are_told_apart() {
        var signed = checkpoint(head(5), LOG);
        var elsewhere = signed.text().replace(ORIGIN, "other.example/log");
        assertThat(add(new Note(elsewhere, signed.signatures())).status()).isEqualTo(404);

        assertThat(add(checkpoint(head(5), W2)).status()).isEqualTo(403);
        var broken = checkpoint(head(6), LOG).signatures();
        assertThat(add(new Note(signed.text(), broken)).status()).isEqualTo(403);
        assertThat(add(signed.with(broken)).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "old 0",
                "old 0\n",
                "old 0\n\n",
                "old 00\n\n%s",
                "old  0\n\n%s",
                "old -1\n\n%s",
                "new 0\n\n%s",
                "old 0\nAAAA\n\n%s",
                "old 0\n%s",
                "\nold 0\n\n%s",
                "old 0\n\ntext\n\n— name AAAAAAA=\n"
            })
    void a_request_of_another_form_is_malformed(String form) {
        var body = form.formatted(checkpoint(head(5), LOG));
        var answer = witness.addCheckpoint(body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void more_hashes_than_a_proof_can_have_are_malformed() {
        var many = new ArrayList<Hash>();
        IntStream.range(0, 64).forEach(_ -> many.add(Hash.EMPTY));
        assertThat(add(0, many, 5).status()).isEqualTo(400);
        assertThat(add(0, many.subList(0, 63), 5).status()).isEqualTo(422);
    }

    @Test
    void of_many_at_once_that_follow_the_same_one_a_single_one_is_cosigned() throws Exception {
        add(0, List.of(), 5);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var requests = new ArrayList<Callable<Integer>>();
            for (int i = 6; i < 38; i++) {
                int size = i;
                requests.add(() -> add(5, PROOFS.consistency(5, size), size).status());
            }
            var statuses = new ArrayList<Integer>();
            for (var answer : threads.invokeAll(requests)) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "5\n", "— name AAAAAAA=", "— name AAAAAAA=\r\n"})
    void an_answer_that_is_not_whole_signature_lines_is_refused(String answer) {
        var bytes = answer.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> AddCheckpoint.cosignatures(bytes)).isInstanceOf(Malformed.class);
    }

    private WitnessAnswer add(long oldSize, List<Hash> proof, long size) {
        return add(oldSize, proof, head(size));
    }

    private WitnessAnswer add(long oldSize, List<Hash> proof, TreeHead head) {
        var request = new AddCheckpoint(oldSize, proof, checkpoint(head, LOG));
        return witness.addCheckpoint(request.bytes());
    }

    private WitnessAnswer add(Note checkpoint) {
        return witness.addCheckpoint(new AddCheckpoint(0, List.of(), checkpoint).bytes());
    }

    private static Hash subtree(int level, long index) {
        var frontier = new Frontier();
        for (long i = index << level; i < index + 1 << level; i++) {
            frontier.append(Hash.leaf(new byte[] {(byte) i}));
        }
        return frontier.head().root();
    }

    private static TreeHead head(long size) {
        return new TreeHead(size, TREE.over(0, size));
    }

    private static final class States implements WitnessStates {
        private final Map<String, Note> notes = new HashMap<>();

        @Override
        public synchronized Optional<Note> latest(String origin) {
            return Optional.ofNullable(notes.get(origin));
        }

        @Override
        public synchronized boolean replace(String origin, Optional<Note> expected, Note next) {
            if (!latest(origin).equals(expected)) {
                return false;
            }
            notes.put(origin, next);
            return true;
        }
    }
}
