package dev.lekha.store.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Refused;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is archived is read as before, by who has the log open and by who opens it. */
class LogArchiveTest {
    private static final int EVENTS = 60;

    @TempDir Path parent;

    private Path log;
    private Path archive;

    @BeforeEach
    void name() throws IOException {
        log = Files.createDirectory(parent.resolve("log")).toRealPath();
        archive = parent.resolve("archive");
    }

    private LogArchive.Done archive(long before) throws IOException {
        return LogArchive.run(log, archive, before, Progress.NONE);
    }

    private List<Path> inLog() {
        return SmallLog.segments(log).stream().filter(path -> path.startsWith(log)).toList();
    }

    @Test
    void segments_before_the_position_move_and_are_read_from_there() throws IOException {
        SmallLog.fill(log, EVENTS);
        var all = SmallLog.segments(log);
        long before = Segment.firstOf(all.get(3)).orElseThrow();
        var done = archive(before);
        assertThat(done.moved()).isEqualTo(3);
        assertThat(done.last()).isEqualTo(before - 1);
        assertThat(inLog()).isEqualTo(all.subList(3, all.size()));
        assertThat(SmallLog.check(log))
                .satisfies(report -> {
                    assertThat(report.flaws()).isEmpty();
                    assertThat(report.head()).isEqualTo(EVENTS);
                });
        try (var open = SmallSegments.log(log)) {
            assertThat(SmallLog.ids(open)).hasSize(EVENTS);
            assertThat(Reads.tagged(open, "kind=small")).hasSize(EVENTS);
            SmallLog.append(open, 10);
        }
        assertThat(SmallLog.check(log).head()).isEqualTo(EVENTS + 10);
    }

    @Test
    void a_segment_that_goes_beyond_the_position_stays() throws IOException {
        SmallLog.fill(log, EVENTS);
        var all = SmallLog.segments(log);
        assertThat(archive(Segment.firstOf(all.get(1)).orElseThrow() - 1).moved()).isZero();
        assertThat(inLog()).isEqualTo(all);
    }

    @Test
    void the_last_segment_stays_whatever_the_position() throws IOException {
        SmallLog.fill(log, EVENTS);
        archive(Long.MAX_VALUE);
        assertThat(inLog()).hasSize(1);
        assertThat(SmallLog.check(log).flaws()).isEmpty();
    }

    @Test
    void what_is_archived_already_is_left_where_it_is() throws IOException {
        SmallLog.fill(log, EVENTS);
        archive(20);
        archive(40);
        assertThat(archive(40).moved()).isZero();
        assertThat(Files.readAllLines(log.resolve("archives"))).hasSize(1);
    }

    @Test
    void several_archives_are_read_together() throws IOException {
        SmallLog.fill(log, EVENTS);
        archive(20);
        LogArchive.run(log, parent.resolve("other"), 40, Progress.NONE);
        assertThat(SmallLog.ids(log)).hasSize(EVENTS);
        assertThat(SmallLog.check(log).flaws()).isEmpty();
    }

    @Test
    void who_has_the_log_open_reads_and_writes_on() throws IOException {
        try (var open = SmallSegments.log(log);
                var reader = SegmentLog.openReadOnly(log)) {
            SmallLog.append(open, EVENTS);
            int moved = 0;
            for (int i = 0; moved == 0 && i < 50; i++) {
                SmallLog.append(open, 10);
                moved = archive(30).moved();
            }
            assertThat(moved).isPositive();
            assertThat(SmallLog.ids(open)).contains("1", "30", "60");
            assertThat(Reads.tagged(open, "kind=small")).hasSizeGreaterThan(EVENTS);
            assertThat(SmallLog.ids(reader)).contains("1", "60");
            SmallLog.append(open, 10);
        }
        assertThat(SmallLog.check(log).flaws()).isEmpty();
    }

    @Test
    void a_backup_holds_what_is_archived() throws IOException {
        SmallLog.fill(log, EVENTS);
        archive(30);
        LogBackup.run(log, parent.resolve("backup"), Progress.NONE);
        assertThat(SmallLog.ids(parent.resolve("backup"))).hasSize(EVENTS);
    }

    @Test
    void an_archived_segment_that_is_damaged_is_mended_in_the_folder_of_the_log()
            throws IOException {
        SmallLog.fill(log, EVENTS);
        var backup = parent.resolve("backup");
        LogBackup.run(log, backup, Progress.NONE);
        archive(30);
        Damage.flip(log, 3);
        assertThat(SmallLog.check(log).flaws().getFirst().file()).startsWith(archive.toRealPath());
        LogRepair.run(log, backup, Progress.NONE);
        assertThat(SmallLog.check(log).flaws()).isEmpty();
        assertThat(inLog().getFirst().getFileName()).hasToString(Segment.name(1));
    }

    @Test
    void an_interrupted_archiving_is_finished_by_the_next() throws IOException {
        SmallLog.fill(log, EVENTS);
        var first = SmallLog.segments(log).getFirst();
        Files.createDirectory(archive);
        Files.copy(first, archive.resolve(first.getFileName()));
        Files.write(archive.resolve(Segment.name(5) + ".tmp"), new byte[10]);
        assertThat(archive(30).moved()).isPositive();
        assertThat(first).doesNotExist();
        assertThat(SmallLog.check(log).flaws()).isEmpty();
    }

    @Test
    void a_damaged_segment_is_refused_and_stays() throws IOException {
        SmallLog.fill(log, EVENTS);
        Damage.flip(log, 2);
        var all = SmallLog.segments(log);
        assertThatThrownBy(() -> archive(30)).isInstanceOf(LogDamaged.class);
        assertThat(inLog()).isEqualTo(all);
    }

    @Test
    void a_segment_without_a_sidecar_stays_since_one_may_be_in_work() throws IOException {
        SmallLog.fill(log, EVENTS);
        for (var sidecar : new Names(log).sidecars()) {
            Files.delete(sidecar);
        }
        assertThat(archive(30).moved()).isZero();
    }

    @Test
    void an_archive_that_holds_another_log_is_refused() throws IOException {
        SmallLog.fill(log, EVENTS);
        try (var other = SmallSegments.log(archive)) {
            other.append(List.of(SmallLog.event("!"))).join();
            SmallLog.append(other, EVENTS);
        }
        assertThatThrownBy(() -> archive(30))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("not what this log continues");
        assertThat(SmallLog.ids(log)).hasSize(EVENTS);
    }

    @Test
    void the_folder_of_the_log_is_no_archive() throws IOException {
        SmallLog.fill(log, EVENTS);
        assertThatThrownBy(() -> LogArchive.run(log, log.resolve("old"), 30, Progress.NONE))
                .isInstanceOf(Refused.class);
    }

    @Test
    void two_at_once_are_refused() throws IOException {
        SmallLog.fill(log, EVENTS);
        try (var file =
                        FileChannel.open(
                                log.resolve("archive.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var lock = file.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> archive(30))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("under way");
        }
    }
}
