package dev.lekha.store.segment;

import static dev.lekha.store.tck.Appends.append;
import static dev.lekha.store.tck.Appends.event;
import static dev.lekha.store.tck.Appends.tagged;
import static dev.lekha.store.tck.Appends.unless;
import static dev.lekha.store.tck.Appends.wins;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Refused;
import dev.lekha.store.segment.FailingDisk.Deed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a disk refuses is kept by nobody; what was acknowledged stays; and writing goes on. */
@Timeout(120)
class FailingDiskTest {
    private final FailingDisk disk = new FailingDisk();
    private Path folder;
    private SegmentLog log;

    @BeforeEach
    void open(@TempDir(factory = QuickFolder.class) Path parent) {
        folder = parent.resolve("log");
        log = SmallSegments.log(folder, disk);
    }

    @AfterEach
    void close() {
        disk.mend();
        log.close();
    }

    /**
     * @param room bytes that can still be written
     * @param deeds that fail besides
     */
    record Failure(long room, Set<Deed> deeds) {}

    static Stream<Failure> failures() {
        var shortWrites =
                Stream.of(0, 1, Frame.HEAD, 100, 300)
                        .flatMap(room ->
                                Stream.of(
                                        new Failure(room, Set.of()),
                                        new Failure(room, Set.of(Deed.TRUNCATE))));
        var failingDeeds =
                Stream.of(
                        new Failure(FailingDisk.PLENTY, Set.of(Deed.FORCE)),
                        new Failure(FailingDisk.PLENTY, Set.of(Deed.FORCE, Deed.TRUNCATE)),
                        new Failure(FailingDisk.PLENTY, Set.of(Deed.FORCE, Deed.CREATE)));
        return Stream.concat(shortWrites, failingDeeds);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_failing_disk_refuses_and_keeps_nothing_and_writing_goes_on_when_it_works(Failure failure)
            throws IOException {
        append(log, event("a", "node=1"));
        append(log, event("b", "node=2"), event("c", "node=1"));
        fail(failure);
        for (int i = 0; i < 3; i++) {
            unavailable(() -> append(log, event("x".repeat(300), "node=1"), event("y", "node=2")));
            requireExactly("a", "b", "c");
        }
        assertThat(wholeCopy("failing").leaves()).hasSizeGreaterThanOrEqualTo(3);
        disk.mend();
        append(log, event("d", "node=1"));
        requireExactly("a", "b", "c", "d");
        assertThat(Reads.tagged(log, "node=1")).containsExactly("a", "c", "d");
        assertThat(new Names(folder).segments()).as("a new segment").hasSize(2);
        reopen();
        requireExactly("a", "b", "c", "d");
        WholeLog.read(folder).requireIndexOf(log);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_disk_that_fails_from_the_first_append_on_leaves_an_empty_log(Failure failure)
            throws IOException {
        fail(failure);
        unavailable(() -> append(log, event("x".repeat(300))));
        requireExactly();
        disk.mend();
        reopen();
        append(log, event("a"));
        requireExactly("a");
        assertThat(WholeLog.read(folder).leaves()).hasSize(1);
    }

    @Test
    void a_segment_that_cannot_be_begun_refuses_and_nothing_else() throws IOException {
        disk.fail(Set.of(Deed.CREATE));
        for (int i = 0; i < 8; i++) {
            unavailable(() -> append(log, event("x")));
        }
        disk.mend();
        append(log, event("a"));
        requireExactly("a");
        reopen();
        requireExactly("a");
        assertThat(WholeLog.read(folder).leaves()).hasSize(1);
    }

    @Test
    void segments_that_cannot_be_cut_do_not_stop_the_log() throws IOException {
        disk.fail(Set.of(Deed.TRUNCATE));
        var bodies = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            bodies.add("x".repeat(1_500) + i);
            append(log, event(bodies.getLast(), "node=1"));
        }
        assertThat(Reads.tagged(log, "node=1")).isEqualTo(bodies);
        reopen();
        assertThat(Reads.tagged(log, "node=1")).isEqualTo(bodies);
        assertThat(WholeLog.read(folder).leaves()).hasSize(12);
    }

    @Test
    void a_refused_event_is_nobodys_conflict() {
        append(log, event("a", "node=1"));
        disk.fail(Set.of(Deed.FORCE));
        unavailable(() -> append(log, event("lost", "name=n")));
        disk.mend();
        assertThat(wins(log, unless(tagged("name=n"), 0), event("first", "name=n"))).isTrue();
        assertThat(wins(log, unless(tagged("name=n"), 0), event("second", "name=n"))).isFalse();
        assertThat(Reads.tagged(log, "name=n")).containsExactly("first");
    }

    private void fail(Failure failure) {
        disk.leaveRoom(failure.room());
        disk.fail(failure.deeds());
    }

    private void reopen() {
        log.close();
        log = SmallSegments.log(folder, disk);
    }

    private WholeLog wholeCopy(String name) throws IOException {
        var copy = Folders.copy(folder, folder.resolveSibling(name));
        SmallSegments.log(copy).close();
        return WholeLog.read(copy);
    }

    private void requireExactly(String... bodies) {
        assertThat(Reads.bodies(log)).isEqualTo(List.of(bodies));
        assertThat(log.reader().head()).isEqualTo(bodies.length);
    }

    private static void unavailable(ThrowingCallable call) {
        assertThatThrownBy(call)
                .cause()
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.kind()).isEqualTo(Refused.Kind.BUSY);
                            assertThat(refused.code()).isEqualTo("store-unavailable");
                        });
    }
}
