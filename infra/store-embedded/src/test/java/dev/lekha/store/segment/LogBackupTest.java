package dev.lekha.store.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy holds all that was acknowledged when it began, opens and checks. */
class LogBackupTest {
    private static final int WRITERS = 4;

    @TempDir Path parent;

    private Path log;
    private Path backup;

    @BeforeEach
    void name() throws IOException {
        log = Files.createDirectory(parent.resolve("log"));
        backup = parent.resolve("backup");
    }

    private LogBackup.Done backUp() throws IOException {
        return LogBackup.run(log, backup, Progress.NONE);
    }

    @Test
    void the_copy_holds_the_same_events_under_the_same_chain() throws IOException {
        SmallLog.fill(log, 50);
        var done = backUp();
        assertThat(done.head()).isEqualTo(50);
        assertThat(done.chain()).isEqualTo(SmallLog.check(log).chain());
        assertThat(SmallLog.check(backup))
                .satisfies(report -> {
                    assertThat(report.flaws()).isEmpty();
                    assertThat(report.head()).isEqualTo(50);
                    assertThat(report.chain()).isEqualTo(done.chain());
                });
        assertThat(SmallLog.ids(backup)).isEqualTo(SmallLog.ids(log));
    }

    @Test
    void an_empty_log_has_an_empty_copy() throws IOException {
        SmallLog.fill(log, 0);
        assertThat(backUp().head()).isZero();
        SmallLog.fill(backup, 1);
        assertThat(SmallLog.ids(backup)).containsExactly("1");
    }

    @Test
    void while_four_threads_append_all_that_was_acknowledged_before_is_in_it() throws Exception {
        var stop = new AtomicBoolean();
        var next = new AtomicInteger();
        var acknowledged = new ArrayList<String>();
        try (var open = SmallSegments.log(log)) {
            var writers = new ArrayList<Thread>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    while (!stop.get()) {
                                        var id = "e" + next.incrementAndGet();
                                        open.append(List.of(SmallLog.event(id))).join();
                                        synchronized (acknowledged) {
                                            acknowledged.add(id);
                                        }
                                    }
                                }));
            }
            for (int round = 0; round < 6; round++) {
                List<String> before;
                do {
                    synchronized (acknowledged) {
                        before = List.copyOf(acknowledged);
                    }
                } while (before.size() < 40 * round + 1);
                backUp();
                assertThat(SmallLog.check(backup).flaws()).isEmpty();
                assertThat(SmallLog.ids(backup)).containsAll(before).doesNotHaveDuplicates();
            }
            stop.set(true);
            for (var writer : writers) {
                writer.join();
            }
        }
        backUp();
        assertThat(SmallLog.ids(backup)).isEqualTo(SmallLog.ids(log));
    }

    @Test
    void a_copy_can_be_written_on() throws IOException {
        SmallLog.fill(log, 30);
        backUp();
        SmallLog.fill(backup, 20);
        assertThat(SmallLog.ids(backup)).hasSize(50);
        assertThat(SmallLog.check(backup).flaws()).isEmpty();
    }

    @Test
    void a_second_one_copies_only_what_has_come_since() throws IOException {
        SmallLog.fill(log, 50);
        var first = backUp();
        assertThat(first.kept()).isZero();
        SmallLog.fill(log, 4);
        var second = backUp();
        assertThat(second.kept()).isEqualTo(first.copied());
        assertThat(second.copied()).isPositive();
        assertThat(SmallLog.ids(backup)).hasSize(54);
        assertThat(SmallLog.check(backup).flaws()).isEmpty();
    }

    @Test
    void where_nothing_has_come_nothing_is_copied_and_the_chain_is_the_same() throws IOException {
        SmallLog.fill(log, 50);
        var first = backUp();
        var second = backUp();
        assertThat(second.copied()).isZero();
        assertThat(second.chain()).isEqualTo(first.chain());
    }

    @Test
    void an_interrupted_one_is_finished_by_the_next() throws IOException {
        SmallLog.fill(log, 50);
        backUp();
        Files.delete(SmallLog.segments(backup).getLast());
        Files.delete(backup.resolve("tail"));
        Files.write(backup.resolve(Segment.name(47) + ".tmp"), new byte[100]);
        backUp();
        assertThat(SmallLog.ids(backup)).isEqualTo(SmallLog.ids(log));
        assertThat(new Names(backup).unfinished()).isEmpty();
    }

    @Test
    void what_a_failed_write_has_left_behind_the_end_is_not_copied() throws IOException {
        SmallLog.fill(log, 50);
        var whole = SmallLog.segments(log).getFirst();
        long size = Files.size(whole);
        Files.write(whole, new byte[500], StandardOpenOption.APPEND);
        backUp();
        assertThat(SmallLog.segments(backup).getFirst()).hasSize(size);
        backUp();
        assertThat(SmallLog.check(backup).flaws()).isEmpty();
    }

    @Test
    void without_a_tail_mark_it_goes_as_far_as_the_frames() throws IOException {
        SmallLog.fill(log, 50);
        Files.delete(log.resolve("tail"));
        assertThat(backUp().head()).isEqualTo(50);
        assertThat(SmallLog.check(backup).flaws()).isEmpty();
    }

    @Test
    void a_damaged_log_is_refused_and_the_earlier_backup_stays() throws IOException {
        SmallLog.fill(log, 30);
        backUp();
        SmallLog.fill(log, 30);
        Damage.flip(log, 45);
        assertThatThrownBy(this::backUp)
                .isInstanceOf(LogDamaged.class)
                .hasMessageContaining("log check");
        assertThat(SmallLog.check(backup).flaws()).isEmpty();
        assertThat(SmallLog.ids(backup)).hasSizeGreaterThanOrEqualTo(30);
    }

    @Test
    void a_log_with_a_missing_segment_is_refused() throws IOException {
        SmallLog.fill(log, 30);
        Files.delete(SmallLog.segments(log).get(1));
        assertThatThrownBy(this::backUp).isInstanceOf(LogDamaged.class);
    }

    @Test
    void the_backup_of_another_log_is_not_written_over() throws IOException {
        SmallLog.fill(log, 30);
        try (var other = SmallSegments.log(backup)) {
            other.append(List.of(SmallLog.event("!"))).join();
        }
        assertThatThrownBy(this::backUp)
                .isInstanceOf(Refused.class)
                .hasMessageContaining("no part of this log");
        assertThat(SmallLog.ids(backup)).containsExactly("!");
    }

    @Test
    void a_later_state_than_the_log_has_is_not_written_over() throws IOException {
        SmallLog.fill(log, 30);
        backUp();
        SmallLog.fill(backup, 10);
        assertThatThrownBy(this::backUp).isInstanceOf(Refused.class);
        assertThat(SmallLog.ids(backup)).hasSize(40);
    }
}
