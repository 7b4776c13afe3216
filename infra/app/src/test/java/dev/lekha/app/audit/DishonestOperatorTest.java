package dev.lekha.app.audit;

import static dev.lekha.app.audit.PublishedFolder.W1;
import static dev.lekha.app.audit.PublishedFolder.W2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.app.Ran;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.VerifierKey;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An operator who holds every key of the platform makes another log of its data folder. That log is
 * whole in itself and signed by the true key; only what others hold convicts him.
 */
class DishonestOperatorTest {
    private static final int SEEN = 15;
    private static final int NODES = 24;

    @TempDir Path parent;
    private PublishedFolder honest;
    private Path heldByAuditor;
    private RunningWitness witness;

    @BeforeEach
    void an_auditor_and_a_witness_have_seen_the_beginning() throws Exception {
        honest = PublishedFolder.in(parent.resolve("data"), NODES);
        var seen = honest.publish(SEEN, W1, W2);
        heldByAuditor = Files.write(parent.resolve("held"), seen.bytes());
        witness = RunningWitness.here(parent.resolve("witness"), logKey());
        witness.cosigned(0, List.of(), seen);
    }

    @AfterEach
    void stop() throws IOException {
        witness.close();
    }

    private VerifierKey logKey() throws IOException {
        return honest.logKeys().getFirst().key();
    }

    /** The same events, but what node 7 was registered as is another. */
    private PublishedFolder rewritten() throws IOException {
        return honest.rewritten(
                parent.resolve("rewritten"), Integer.MAX_VALUE, DishonestOperatorTest::falsified);
    }

    private static Log.Stored falsified(Log.Stored stored) {
        var body = new String(stored.body(), StandardCharsets.UTF_8);
        var other = body.replace("meter-7\"", "meter-X\"").getBytes(StandardCharsets.UTF_8);
        return new Log.Stored(
                stored.position(),
                stored.id(),
                stored.recordedAt(),
                stored.type(),
                stored.version(),
                stored.tags(),
                stored.metadata(),
                other);
    }

    private Ran verify(PublishedFolder folder, Object... options) throws IOException {
        var zip = parent.resolve(folder.data().getFileName() + ".zip");
        var out = Ran.lekha("audit", "export", "--data", folder.data(), "--out", zip);
        assertThat(out.code()).as(out.err()).isZero();
        var arguments = new Object[options.length + 5];
        var head = new Object[] {"audit", "verify", zip, "--policy", honest.policy()};
        System.arraycopy(head, 0, arguments, 0, head.length);
        System.arraycopy(options, 0, arguments, head.length, options.length);
        return Ran.lekha(arguments);
    }

    private Ran watch(ServedFolder served, Path state) throws IOException {
        return Ran.lekha(
                "audit",
                "watch",
                "--once",
                "--url",
                served.url(),
                "--log-key",
                logKey(),
                "--state",
                state);
    }

    @Test
    void what_is_rewritten_is_whole_for_who_holds_nothing() throws IOException {
        var lie = rewritten();
        assertThat(Ran.lekha("log", "check", "--data", lie.data()).code()).isZero();
        lie.publish();
        assertThat(verify(lie).code()).isEqualTo(10);
    }

    @Test
    @Requirement("4.23")
    void rewritten_history_diverges_from_the_checkpoint_that_an_auditor_holds() throws Exception {
        var lie = rewritten();
        // Even with bribed witnesses.
        lie.publish(W1, W2);
        assertThat(verify(lie).code()).isZero();
        var caught =
                Ran.lekha(
                        "audit",
                        "verify",
                        parent.resolve("rewritten.zip"),
                        "--policy",
                        honest.policy(),
                        "--known-checkpoint",
                        heldByAuditor);
        assertThat(caught.code()).isEqualTo(30);
        assertThat(caught.out()).contains("the checkpoint of size 15 is of another history");
        honest.publish(W1, W2);
        assertThat(verify(honest, "--known-checkpoint", heldByAuditor).code()).isZero();
    }

    @Test
    void two_histories_are_not_both_cosigned() throws Exception {
        var lie = rewritten();
        lie.publish(SEEN);
        var other = lie.publish();
        var proof = lie.consistency(SEEN, lie.head());
        assertThat(witness.add(SEEN, proof, other).statusCode()).isEqualTo(422);
        // He cannot pretend that it has seen nothing yet, nor lead it by another way.
        assertThat(witness.add(0, List.of(), other).statusCode()).isEqualTo(409);
        assertThat(verify(lie).out()).contains("the checkpoint lacks witnesses");
        var truth = honest.publish();
        var growth = honest.consistency(SEEN, honest.head());
        assertThat(witness.add(SEEN, growth, truth).statusCode()).isEqualTo(200);
    }

    @Test
    void two_histories_shown_to_two_watchers_show_when_one_looks_at_the_other() throws Exception {
        var lie = rewritten();
        lie.publish();
        honest.publish();
        var state = parent.resolve("state");
        try (var served = new ServedFolder(honest)) {
            assertThat(watch(served, state).code()).isZero();
            served.turnTo(lie);
            var caught = watch(served, state);
            assertThat(caught.code()).isEqualTo(30);
            assertThat(caught.err()).contains("ALARM FORK");
        }
        // Two texts of one size, both signed by the log: nobody else could have made them.
        assertThat(size(state)).isEqualTo(size(parent.resolve("state.alarm")));
        assertThat(state).content().isNotEqualTo(Files.readString(parent.resolve("state.alarm")));
    }

    @Test
    void a_tail_that_was_cut_is_a_rollback_and_one_that_grew_again_a_fork() throws Exception {
        honest.publish();
        var cut = honest.rewritten(parent.resolve("cut"), SEEN + 5, stored -> stored);
        cut.publish();
        var state = parent.resolve("state");
        try (var served = new ServedFolder(honest)) {
            assertThat(watch(served, state).code()).isZero();
            served.turnTo(cut);
            assertThat(watch(served, state).code()).isEqualTo(31);
            cut.register("other", NODES);
            cut.publish();
            assertThat(watch(served, state).code()).isEqualTo(30);
        }
    }

    @Test
    void a_tail_that_was_cut_cannot_be_connected_with_what_an_auditor_holds() throws Exception {
        var cut = honest.rewritten(parent.resolve("cut"), SEEN - 5, stored -> stored);
        cut.publish();
        var caught = verify(cut, "--known-checkpoint", heldByAuditor);
        assertThat(caught.code()).isEqualTo(20);
        assertThat(caught.out()).contains("a proof of consistency with the checkpoint of size 15");
        // Not even the witness that saw more events goes back.
        assertThat(witness.add(SEEN, List.of(), cut.sign(cut.head())).statusCode()).isEqualTo(400);
    }

    @Test
    void what_is_back_dated_has_no_token_of_that_time() throws Exception {
        honest.publish(W1, W2);
        honest.stamp();
        var lie = rewritten();
        lie.publish(W1, W2);
        var token = "timestamp/" + honest.head().size() + "/own.tsr";
        Files.createDirectories(lie.evidence().resolve(token).getParent());
        Files.copy(honest.evidence().resolve(token), lie.evidence().resolve(token));
        var caught = verify(lie, "--time-root", honest.timeRoot());
        assertThat(caught.code()).isEqualTo(40);
        assertThat(caught.out()).contains("the token is over other bytes");
    }

    private static long size(Path note) throws IOException {
        return Checkpoint.parse(Note.parse(Files.readAllBytes(note)).text()).head().size();
    }
}
