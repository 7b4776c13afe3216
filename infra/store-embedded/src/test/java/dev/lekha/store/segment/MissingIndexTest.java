package dev.lekha.store.segment;

import static dev.lekha.store.tck.Appends.append;
import static dev.lekha.store.tck.Appends.event;
import static dev.lekha.store.tck.Appends.tagged;
import static dev.lekha.store.tck.Appends.unless;
import static dev.lekha.store.tck.Appends.wins;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Refused;
import dev.lekha.store.tck.Appends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** While an index is made anew the log is read by position; who asks by tag waits or is told. */
@Timeout(120)
class MissingIndexTest {
    private static final int SEGMENTS = 5;

    private final List<String> bodies = new ArrayList<>();
    private Path folder;
    private SegmentLog log;

    /** A log of several segments, each with a sidecar of its own. */
    @BeforeEach
    void fill(@TempDir(factory = QuickFolder.class) Path parent) {
        folder = parent.resolve("log");
        log = SmallSegments.log(folder);
        while (log.segments().layout().segments().size() < SEGMENTS) {
            bodies.add(bodies.size() + "-" + "x".repeat(300));
            append(log, event(bodies.getLast(), "node=" + bodies.size() % 2));
        }
        reopen();
        await().until(() -> parts().stream().allMatch(Sidecar.class::isInstance));
    }

    @AfterEach
    void close() {
        log.close();
    }

    private void reopen() {
        log.close();
        log = SmallSegments.log(folder);
    }

    private List<IndexPart> parts() {
        return log.segments().layout().parts();
    }

    private boolean nothingIsMissing() {
        return parts().stream().noneMatch(MissingIndex.class::isInstance);
    }

    /** Keeps the sidecars of all segments from being written, until it is undone. */
    private List<Path> obstacles() throws IOException {
        var all = new ArrayList<Path>();
        for (var part : parts()) {
            var path = names().sidecar(part.first(), part.last());
            var obstacle = path.resolveSibling(path.getFileName() + ".tmp");
            Files.createDirectories(obstacle.resolve("in-the-way"));
            all.add(obstacle);
        }
        return all;
    }

    private static void remove(List<Path> obstacles) throws IOException {
        for (var obstacle : obstacles) {
            Files.delete(obstacle.resolve("in-the-way"));
            Files.delete(obstacle);
        }
    }

    private Names names() {
        return new Names(folder);
    }

    /** Damages every block of every sidecar. */
    private void damageSidecars() throws IOException {
        for (var sidecar : names().sidecars()) {
            for (long at = SidecarShape.HEAD; at < Files.size(sidecar); at += 64) {
                Damage.flipByte(sidecar, at);
            }
        }
    }

    @Test
    void sidecars_deleted_while_the_log_is_closed_are_made_anew() throws IOException {
        log.close();
        for (var sidecar : names().sidecars()) {
            Files.delete(sidecar);
        }
        log = SmallSegments.log(folder);
        requireAll();
    }

    @Test
    void sidecars_damaged_while_the_log_is_closed_are_made_anew() throws IOException {
        log.close();
        damageSidecars();
        log = SmallSegments.log(folder);
        requireAll();
    }

    @Test
    void sidecars_damaged_while_the_log_is_open_are_made_anew_when_they_are_touched()
            throws IOException {
        reopen();
        damageSidecars();
        requireAll();
        await().until(this::nothingIsMissing);
        reopen();
        requireAll();
    }

    @Test
    void sidecars_deleted_while_the_log_is_open_are_made_anew_at_the_next_start()
            throws IOException {
        for (var sidecar : names().sidecars()) {
            Files.delete(sidecar);
        }
        requireAll();
        reopen();
        requireAll();
    }

    @Test
    void reading_by_position_goes_on_and_sourcing_waits_until_the_index_is_there()
            throws IOException {
        reopen();
        var obstacles = obstacles();
        damageSidecars();
        assertThat(Reads.bodies(log)).isEqualTo(bodies);
        assertThat(parts()).hasAtLeastOneElementOfType(MissingIndex.class);
        var waiting = CompletableFuture.supplyAsync(() -> Reads.tagged(log, "node=1"));
        append(log, event("meanwhile", "node=2"));
        assertThat(waiting).isNotDone();
        remove(obstacles);
        assertThat(Appends.await(waiting)).isEqualTo(odd());
    }

    @Test
    void an_append_that_needs_the_missing_index_is_busy_and_no_other_is() throws IOException {
        reopen();
        var obstacles = obstacles();
        damageSidecars();
        long head = bodies.size();
        assertThat(Reads.bodies(log)).hasSize(bodies.size());
        assertThatThrownBy(() -> wins(log, unless(tagged("node=1"), 0), event("x", "node=1")))
                .cause()
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.kind()).isEqualTo(Refused.Kind.BUSY);
                            assertThat(refused.code()).isEqualTo("index-rebuilding");
                        });
        assertThat(wins(log, unless(tagged("node=1"), head), event("y", "node=1"))).isTrue();
        assertThat(wins(log, unless(tagged("node=1"), head), event("z", "node=1"))).isFalse();
        append(log, event("free"));
        remove(obstacles);
        await().until(this::nothingIsMissing);
        assertThat(wins(log, unless(tagged("node=1"), 0), event("x", "node=1"))).isFalse();
        assertThat(wins(log, unless(tagged("node=9"), 0), event("x", "node=9"))).isTrue();
        assertThat(Reads.tagged(log, "node=1")).hasSize(odd().size() + 1).endsWith("y");
    }

    private List<String> odd() {
        var odd = new ArrayList<String>();
        for (int i = 0; i < bodies.size(); i += 2) {
            odd.add(bodies.get(i));
        }
        return odd;
    }

    private void requireAll() throws IOException {
        assertThat(Reads.bodies(log)).isEqualTo(bodies);
        assertThat(Reads.tagged(log, "node=1")).isEqualTo(odd());
        assertThat(wins(log, unless(tagged("node=1"), 0), event("x"))).isFalse();
        WholeLog.read(folder).requireIndexOf(log);
    }
}
