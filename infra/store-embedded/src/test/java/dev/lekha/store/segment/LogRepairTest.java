package dev.lekha.store.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Refused;
import dev.lekha.store.segment.LogReport.Range;
import dev.lekha.store.segment.LogReport.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is damaged comes from the backup, what is whole stays, and what is lost is said. */
class LogRepairTest {
    private static final int BACKED_UP = 30;
    private static final int EVENTS = 50;

    @TempDir Path parent;

    private Path log;
    private Path backup;
    private List<Path> segments;

    @BeforeEach
    void a_log_that_went_on_after_its_backup() throws IOException {
        log = Files.createDirectory(parent.resolve("log"));
        backup = parent.resolve("backup");
        try (var open = SmallSegments.log(log)) {
            SmallLog.append(open, BACKED_UP);
            LogBackup.run(log, backup, Progress.NONE);
            SmallLog.append(open, EVENTS - BACKED_UP);
        }
        segments = SmallLog.segments(log);
    }

    private LogRepair.Done repair() throws IOException {
        return LogRepair.run(log, backup, Progress.NONE);
    }

    /** All events are there, in the files and by the index that the next start makes. */
    private void assertMended() {
        assertThat(SmallLog.check(log).flaws()).isEmpty();
        try (var open = SmallSegments.log(log)) {
            assertThat(SmallLog.ids(open))
                    .isEqualTo(LongStream.rangeClosed(1, EVENTS).mapToObj(Long::toString).toList());
            assertThat(Reads.tagged(open, "kind=small")).hasSize(EVENTS);
            SmallLog.append(open, 1);
        }
        assertThat(SmallLog.check(log).head()).isEqualTo(EVENTS + 1);
    }

    private Map<Path, String> contents() throws IOException {
        var contents = new TreeMap<Path, String>();
        for (var file : Folders.files(log)) {
            contents.put(file, HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
        return contents;
    }

    private void assertRefused(String why) throws IOException {
        var before = contents();
        assertThatThrownBy(this::repair)
                .isInstanceOf(Refused.class)
                .hasMessageContaining(why)
                .hasMessageContaining("Nothing was changed");
        assertThat(contents()).isEqualTo(before);
    }

    private static long first(Path segment) {
        return Segment.firstOf(segment).orElseThrow();
    }

    @Test
    void a_damaged_segment_is_replaced_and_kept_beside() throws IOException {
        Damage.flip(log, 6);
        byte[] damaged = Files.readAllBytes(segments.get(1));
        var done = repair();
        assertThat(done.mended())
                .containsExactly(new Range(first(segments.get(1)), first(segments.get(2)) - 1));
        assertThat(done.kept()).hasSize(1);
        assertThat(done.kept().getFirst().getFileName().toString())
                .isEqualTo(segments.get(1).getFileName() + ".damaged");
        assertThat(done.kept().getFirst()).hasBinaryContent(damaged);
        assertMended();
    }

    @Test
    void a_damaged_head_of_a_segment_is_mended() throws IOException {
        Damage.flipByte(segments.getFirst(), 40);
        repair();
        assertMended();
    }

    @Test
    void missing_segments_are_added() throws IOException {
        Files.delete(segments.get(1));
        Files.delete(segments.get(2));
        assertThat(repair().mended()).hasSize(2);
        assertMended();
    }

    @Test
    void several_damages_are_mended_at_once() throws IOException {
        Damage.flipByte(segments.get(0), 100);
        Disk.cut(segments.get(2), 300);
        Files.delete(segments.get(4));
        assertThat(repair().mended()).hasSize(3);
        assertMended();
    }

    @Test
    void of_a_segment_that_went_on_after_the_backup_the_newer_part_stays() throws IOException {
        var cut = SmallLog.segments(backup).getLast();
        var grown = log.resolve(cut.getFileName());
        assertThat(Files.size(cut)).isLessThan(Files.size(grown));
        Damage.flipByte(grown, Segment.HEAD + 60);
        repair();
        assertMended();
    }

    @Test
    void a_second_damage_of_the_same_segment_keeps_both_damaged_files() throws IOException {
        Damage.flip(log, 6);
        repair();
        Damage.flip(log, 7);
        repair();
        assertThat(segments.get(1).resolveSibling(segments.get(1).getFileName() + ".damaged-2"))
                .exists();
        assertMended();
    }

    @Test
    void a_whole_log_is_left_as_it_is() throws IOException {
        var before = contents();
        assertThat(repair().mended()).isEmpty();
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void what_only_the_sidecars_lack_needs_no_repair() throws IOException {
        Damage.flipByte(new Names(log).sidecars().getFirst(), 130);
        assertThat(repair().mended()).isEmpty();
        assertThat(SmallLog.check(log).verdict()).isEqualTo(Verdict.BESIDE_DAMAGED);
    }

    @Test
    void what_came_after_the_backup_is_not_in_it() throws IOException {
        Damage.flip(log, EVENTS - 1);
        assertRefused("does not hold positions");
    }

    @Test
    void one_damage_that_cannot_be_mended_leaves_all_as_it_is() throws IOException {
        Damage.flip(log, 6);
        Damage.flip(log, EVENTS - 1);
        assertRefused("does not hold positions");
    }

    @Test
    void a_backup_that_is_damaged_in_the_same_place_is_refused() throws IOException {
        Damage.flip(log, 6);
        Damage.flip(backup, 6);
        assertRefused("does not hold positions 6 to");
    }

    @Test
    void the_backup_of_another_log_is_refused() throws IOException {
        Folders.delete(backup);
        try (var other = SmallSegments.log(backup)) {
            other.append(List.of(SmallLog.event("!"))).join();
            SmallLog.append(other, EVENTS - 1);
        }
        Damage.flip(log, 6);
        assertRefused("as this log continues them");
    }

    @Test
    void a_backup_that_parted_from_this_log_is_refused_though_its_segment_fits_on_the_left()
            throws IOException {
        Folders.delete(backup);
        long parted = first(segments.get(2)) - 2;
        try (var other = SmallSegments.log(backup)) {
            SmallLog.append(other, (int) parted);
            other.append(List.of(SmallLog.event("!"))).join();
            SmallLog.append(other, 20);
        }
        Damage.flip(log, first(segments.get(1)));
        assertRefused("of another log");
    }
}
