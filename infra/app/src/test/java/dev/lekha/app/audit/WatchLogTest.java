package dev.lekha.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.app.Ran;
import dev.lekha.app.StoredNodes;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.TreeHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lekha audit watch} over HTTP, before a log that is honest first. */
class WatchLogTest {
    @TempDir Path parent;
    private PublishedFolder log;
    private ServedFolder served;
    private Path state;

    @BeforeEach
    void a_log_is_published_and_served() throws IOException {
        log = PublishedFolder.in(parent.resolve("data"), 12);
        log.publish(10);
        served = new ServedFolder(log);
        state = parent.resolve("state");
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private Ran look(Object... options) throws IOException {
        var arguments = new ArrayList<Object>(List.of("audit", "watch", "--url", served.url()));
        arguments.addAll(List.of("--log-key", log.logKeys().getFirst().key(), "--state", state));
        arguments.addAll(List.of(options));
        return Ran.lekha(arguments.toArray());
    }

    private long seen() throws IOException {
        return Files.exists(state)
                ? Checkpoint.parse(Note.parse(Files.readAllBytes(state)).text()).head().size()
                : 0;
    }

    @Test
    void a_log_that_grows_is_followed_and_its_last_checkpoint_kept() throws IOException {
        var first = look("--once");
        assertThat(first.code()).isZero();
        assertThat(first.out()).startsWith("10 events, root ").contains("the first seen");
        assertThat(seen()).isEqualTo(10);
        log.publish();
        var ran = look("--once");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("they begin with the 10 seen before");
        assertThat(seen()).isEqualTo(log.head().size());
        // Nothing new is nothing to be said.
        assertThat(look("--once").out()).isEmpty();
    }

    @Test
    void while_it_watches_it_sees_growth_and_then_a_stop() throws Exception {
        try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Ran> watching = () -> look("--every", "10ms", "--stopped-after", "50ms");
            var watch = thread.submit(watching);
            Awaitility.await().until(() -> seen() == 10);
            log.publish();
            Awaitility.await().until(() -> seen() == log.head().size());
            served.close();
            assertThat(watch.get().code()).isEqualTo(32);
            assertThat(watch.get().err()).contains("ALARM STOPPED: It does not answer.");
        }
    }

    @Test
    void a_log_that_publishes_nothing_new_for_too_long_has_stopped() throws IOException {
        var ran = look("--every", "5ms", "--unchanged-after", "20ms");
        assertThat(ran.code()).isEqualTo(32);
        assertThat(ran.err()).contains("It publishes nothing new.");
    }

    @Test
    void another_root_of_the_same_size_is_a_fork_and_both_are_kept() throws IOException {
        look("--once");
        log.show(log.sign(new TreeHead(10, Hash.leaf(new byte[] {1}))));
        var ran = look("--once");
        assertThat(ran.code()).isEqualTo(30);
        assertThat(ran.err()).contains("ALARM FORK: It signed two histories");
        assertThat(seen()).isEqualTo(10);
        assertThat(parent.resolve("state.alarm")).hasSameBinaryContentAs(log.checkpoint());
    }

    @Test
    void less_than_before_is_a_rollback() throws IOException {
        log.publish();
        look("--once");
        var kept = log.evidence().resolve("checkpoints/10");
        log.show(Note.parse(Files.readAllBytes(kept)));
        var ran = look("--once");
        assertThat(ran.code()).isEqualTo(31);
        assertThat(ran.err()).contains("ALARM ROLLBACK: It signed ", "and shows 10 now");
    }

    @Test
    void a_tile_that_does_not_give_the_root_proves_nothing() throws IOException {
        look("--once");
        long size = Checkpoint.parse(log.publish().text()).head().size();
        StoredNodes.flip(log.evidence().resolve("tile/0/000.p/" + size), 40);
        var ran = look("--once");
        assertThat(ran.code()).isEqualTo(40);
        assertThat(ran.err()).contains("ALARM UNPROVEN", "The tiles do not prove the checkpoint");
        assertThat(seen()).isEqualTo(10);
    }

    @Test
    void a_checkpoint_of_another_key_proves_nothing() throws IOException {
        var other = PublishedFolder.in(parent.resolve("other"), 2);
        other.publish();
        served.turnTo(other);
        var ran = look("--once");
        assertThat(ran.code()).isEqualTo(40);
        assertThat(ran.err()).contains("The checkpoint is refused: no signature of a known key");
        assertThat(state).doesNotExist();
    }

    @Test
    void mistakes_of_usage_are_64() throws IOException {
        assertThat(look("--every", "soon").code()).isEqualTo(64);
        assertThat(look("--log-key", "x").code()).isEqualTo(64);
    }

    @Test
    void a_state_of_something_else_is_not_taken_for_none() throws IOException {
        Files.writeString(state, "nothing");
        var ran = look("--once");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("does not hold a checkpoint").doesNotContain("\tat ");
    }
}
