package dev.lekha.app.audit;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.app.Ran;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.KnownKeys;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.VerifierKey;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.TreeHead;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A witness over HTTP, before a real log. */
class WitnessCommandTest {
    private static final int FIRST = 10;
    private static final int SECOND = 20;

    @TempDir Path parent;
    private PublishedFolder log;
    private Note first;
    private Note second;
    private RunningWitness witness;

    @BeforeEach
    void a_log_of_two_checkpoints_and_a_witness_that_knows_it() throws IOException {
        log = PublishedFolder.in(parent.resolve("data"), 22);
        first = log.publish(FIRST);
        second = log.publish(SECOND);
        witness = RunningWitness.here(parent.resolve("witness"), key());
    }

    private VerifierKey key() throws IOException {
        return log.logKeys().getFirst().key();
    }

    @AfterEach
    void stop() throws IOException {
        witness.close();
    }

    private List<Hash> growth() {
        return log.consistency(FIRST, Checkpoint.parse(second.text()).head());
    }

    @Test
    void a_log_that_grows_is_cosigned_by_both_keys() throws Exception {
        var cosigned = witness.cosigned(0, List.of(), first);
        assertThat(new KnownKeys(witness.keys).verify(cosigned)).hasSize(2);
        assertThat(new KnownKeys(witness.keys).verify(witness.cosigned(FIRST, growth(), second)))
                .allSatisfy(cosignature -> assertThat(cosignature.seconds()).isPositive());
    }

    @Test
    void who_does_not_know_what_it_saw_last_is_told_409_and_the_size() throws Exception {
        witness.cosigned(0, List.of(), first);
        var answer = witness.add(0, List.of(), second);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).isEqualTo("10\n");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
    }

    @Test
    void a_fork_is_refused_with_422() throws Exception {
        witness.cosigned(0, List.of(), first);
        var fork = log.sign(new TreeHead(SECOND, Hash.leaf(new byte[] {1})));
        assertThat(witness.add(FIRST, growth(), fork).statusCode()).isEqualTo(422);
        var sameSize = log.sign(new TreeHead(FIRST, Hash.leaf(new byte[] {1})));
        assertThat(witness.add(FIRST, List.of(), sameSize).statusCode()).isEqualTo(422);
        // What was refused has left nothing: the true one is still taken.
        assertThat(witness.add(FIRST, growth(), second).statusCode()).isEqualTo(200);
    }

    @Test
    void what_is_not_signed_by_a_known_log_is_403_or_404() throws Exception {
        var head = Checkpoint.parse(first.text()).head();
        var unsigned = new Note(first.text(), log.sign(head).signatures().subList(1, 2));
        assertThat(witness.add(0, List.of(), unsigned).statusCode()).isEqualTo(403);
        var unknown = new Checkpoint("other.example/log", head).text();
        var other = new Note(unknown, first.signatures());
        assertThat(witness.add(0, List.of(), other).statusCode()).isEqualTo(404);
    }

    @Test
    void what_is_no_such_request_is_400_and_said_in_a_sentence() throws Exception {
        assertThat(witness.post("add-checkpoint", "old one\n\n".getBytes(StandardCharsets.UTF_8)))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(400))
                .satisfies(answer -> assertThat(answer.body()).endsWith("\n"));
        assertThat(witness.add(FIRST + 1, List.of(), first).statusCode()).isEqualTo(400);
    }

    @Test
    void bodies_paths_and_methods_are_bounded() throws Exception {
        assertThat(witness.post("add-checkpoint", new byte[1_100_000]).statusCode()).isEqualTo(413);
        assertThat(witness.post("add-checkpoints", new byte[1]).statusCode()).isEqualTo(404);
        var got = witness.get("add-checkpoint");
        assertThat(got.statusCode()).isEqualTo(405);
        assertThat(got.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void of_updates_that_race_one_wins_and_the_others_learn_its_size() throws Exception {
        witness.cosigned(0, List.of(), first);
        var third = log.publish();
        var other = log.consistency(FIRST, log.head());
        var together = new CyclicBarrier(8);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    Stream.iterate(0, i -> i < 8, i -> i + 1)
                            .map(i ->
                                    threads.submit(
                                            (Callable<HttpResponse<String>>)
                                                    () -> {
                                                        together.await();
                                                        return i % 2 == 0
                                                                ? witness.add(
                                                                        FIRST, growth(), second)
                                                                : witness.add(FIRST, other, third);
                                                    }))
                            .toList();
            int won = 0;
            String learnt = "";
            for (var answer : answers) {
                if (answer.get().statusCode() == 200) {
                    won++;
                } else {
                    assertThat(answer.get().statusCode()).isEqualTo(409);
                    assertThat(learnt).isIn("", answer.get().body());
                    learnt = answer.get().body();
                }
            }
            assertThat(won).isEqualTo(1);
            assertThat(learnt).isIn(SECOND + "\n", log.head().size() + "\n");
        }
    }

    @Test
    void killed_and_started_again_it_is_the_same_witness_and_remembers() throws Exception {
        var data = parent.resolve("killed");
        List<VerifierKey> before;
        try (var killed = RunningWitness.process(data, key())) {
            killed.cosigned(0, List.of(), first);
            before = killed.keys;
        }
        try (var again = RunningWitness.process(data, key())) {
            assertThat(again.keys).hasSize(2).isEqualTo(before);
            assertThat(again.add(0, List.of(), first).body()).isEqualTo("10\n");
            assertThat(again.add(FIRST, growth(), second).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void one_process_has_the_folder_and_its_keys_are_the_owners_alone() throws Exception {
        var data = parent.resolve("witness");
        var log = PublishedFolder.ORIGIN + "=" + key();
        var ran = Ran.lekha("witness", "--port", 0, "--data", data, "--log", log);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("is in use by");
        assertThat(Files.getPosixFilePermissions(data.resolve("keys/witness.pem")))
                .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
    }

    @Test
    void a_state_that_cannot_be_read_is_no_empty_state() throws Exception {
        witness.cosigned(0, List.of(), first);
        try (var logs = Files.list(parent.resolve("witness/logs"))) {
            Files.writeString(logs.findFirst().orElseThrow(), "nothing");
        }
        assertThat(witness.add(0, List.of(), first).statusCode()).isEqualTo(500);
    }

    @Test
    void a_log_key_that_is_none_is_a_mistake_of_usage() {
        var ran = Ran.lekha("witness", "--port", 0, "--log", "lekha.example/log=x");
        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains("a verifier key is name+id+key");
    }
}
