package dev.lekha.store.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.store.segment.LogReport.Range;
import dev.lekha.store.segment.LogReport.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check says of a log that is whole, and that it changes nothing. */
class LogCheckTest {
    @TempDir Path folder;

    @Test
    void a_log_is_whole_from_its_first_event_to_its_last() {
        SmallLog.fill(folder, 50);
        var report = SmallLog.check(folder);
        assertThat(report.flaws()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.WHOLE);
        assertThat(report.head()).isEqualTo(50);
        assertThat(report.whole()).containsExactly(new Range(1, 50));
        assertThat(report.segments()).isEqualTo(SmallLog.segments(folder).size());
        assertThat(report.sidecars()).isPositive();
    }

    @Test
    void its_chain_is_that_of_the_last_frame() throws Exception {
        SmallLog.fill(folder, 50);
        var last = Files.readAllBytes(SmallLog.segments(folder).getLast());
        assertThat(SmallLog.check(folder).chain())
                .isEqualTo(HexFormat.of().formatHex(last, last.length - 32, last.length));
    }

    @Test
    void a_log_without_events_is_whole() {
        SmallLog.fill(folder, 0);
        var report = SmallLog.check(folder);
        assertThat(report.verdict()).isEqualTo(Verdict.WHOLE);
        assertThat(report.head()).isZero();
        assertThat(report.chain()).isEqualTo("0".repeat(64));
    }

    @Test
    void merged_sidecars_say_what_the_segments_say() throws Exception {
        SmallLog.fill(folder, 400);
        var widest =
                new Names(folder)
                        .sidecars().stream()
                                .map(path -> Names.covered(path).orElseThrow())
                                .mapToLong(range -> range.last() - range.first())
                                .max();
        assertThat(widest.orElseThrow()).isGreaterThan(30);
        assertThat(SmallLog.check(folder).flaws()).isEmpty();
    }

    @Test
    void a_log_whose_sidecars_are_missing_is_whole_since_they_are_made_anew() throws Exception {
        SmallLog.fill(folder, 50);
        for (var sidecar : new Names(folder).sidecars()) {
            Files.delete(sidecar);
        }
        var report = SmallLog.check(folder);
        assertThat(report.verdict()).isEqualTo(Verdict.WHOLE);
        assertThat(report.sidecars()).isZero();
    }

    @Test
    void a_folder_that_is_not_there_cannot_be_read() {
        assertThatThrownBy(() -> LogCheck.run(folder.resolve("none"), Progress.NONE))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void progress_is_told_in_bytes_up_to_all_of_them() throws Exception {
        SmallLog.fill(folder, 50);
        var told = new ArrayList<List<Long>>();
        LogCheck.run(folder, (bytes, all) -> told.add(List.of(bytes, all)));
        long all = 0;
        for (var segment : SmallLog.segments(folder)) {
            all += Files.size(segment);
        }
        assertThat(told.getFirst()).containsExactly(0L, all);
        assertThat(told.getLast()).containsExactly(all, all);
    }

    @Test
    void a_torn_frame_behind_the_tail_mark_was_never_promised() throws Exception {
        SmallLog.fill(folder, 50);
        var last = SmallLog.segments(folder).getLast();
        Files.write(
                last,
                "LKFR and what else was torn".getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.APPEND);
        assertThat(SmallLog.check(folder).verdict()).isEqualTo(Verdict.WHOLE);
    }

    @Test
    void beside_a_writer_it_is_whole_and_reaches_what_was_acknowledged() throws Exception {
        try (var log = SmallSegments.log(folder)) {
            SmallLog.append(log, 1);
            var writer = Thread.ofPlatform().start(() -> SmallLog.append(log, 300));
            do {
                long acknowledged = log.reader().head();
                var report = SmallLog.check(folder);
                assertThat(report.flaws()).isEmpty();
                assertThat(report.head()).isGreaterThanOrEqualTo(acknowledged);
            } while (writer.isAlive());
            writer.join();
        }
    }
}
