package dev.lekha.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.store.segment.LogReport.Range;
import dev.lekha.store.segment.LogReport.Verdict;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A segment that is missing, or is not the one that belongs in its place, is named. */
class LogCheckFilesTest extends DamagedLogCase {
    /** Segments whose sidecars stay one for each. */
    private static final int TOO_FEW_TO_MERGE = 5;

    @Test
    void a_missing_segment_is_named_with_its_positions() throws Exception {
        Files.delete(second);
        var flaw = onlyFlaw();
        assertThat(flaw.position()).isEqualTo(first);
        assertThat(flaw.finding())
                .contains("positions %d to %d are missing".formatted(first, last))
                .contains(second.getFileName() + " is not there");
        assertThat(whole()).containsExactly(new Range(1, first - 1), new Range(last + 1, EVENTS));
    }

    @Test
    void sidecars_of_their_own_are_not_blamed_where_a_segment_is_missing() throws Exception {
        var few = Files.createDirectory(folder.resolve("few"));
        SmallLog.fill(few, 4 * TOO_FEW_TO_MERGE);
        Files.delete(SmallLog.segments(few).get(1));
        assertThat(SmallLog.check(few).flaws())
                .singleElement()
                .extracting(Flaw::finding)
                .asString()
                .contains("are missing");
    }

    @Test
    void the_first_segment_may_be_missing_too() throws Exception {
        Files.delete(segments.getFirst());
        var flaw = onlyFlaw();
        assertThat(flaw.file()).isEqualTo(segments.getFirst());
        assertThat(flaw.position()).isEqualTo(1);
        assertThat(whole()).containsExactly(new Range(first, EVENTS));
    }

    @Test
    void the_last_segment_is_missed_since_the_tail_mark_knows_of_it() throws Exception {
        Files.delete(segments.getLast());
        long gone = Segment.firstOf(segments.getLast()).orElseThrow();
        var flaw = onlyFlaw();
        assertThat(flaw.position()).isEqualTo(gone);
        assertThat(whole()).containsExactly(new Range(1, gone - 1));
    }

    @Test
    void the_segment_of_another_log_does_not_continue_this_one() throws Exception {
        var other = Files.createDirectory(folder.resolve("other"));
        try (var log = SmallSegments.log(other)) {
            log.append(List.of(SmallLog.event("!"))).join();
            SmallLog.append(log, EVENTS - 1);
        }
        Files.copy(
                other.resolve(second.getFileName()), second, StandardCopyOption.REPLACE_EXISTING);
        var report = SmallLog.check(folder);
        assertThat(report.flaws())
                .extracting(Flaw::finding)
                .contains("it does not continue the segment before");
    }

    @Test
    void a_segment_under_another_name_is_named() throws Exception {
        Files.copy(segments.getFirst(), second, StandardCopyOption.REPLACE_EXISTING);
        assertThat(SmallLog.check(folder).flaws())
                .extracting(Flaw::finding)
                .contains("it begins at position 1, its name says otherwise");
    }

    @Test
    void a_file_that_only_looks_like_a_segment_is_named() throws Exception {
        Files.createFile(folder.resolve("copy.seg"));
        assertThat(onlyFlaw().finding()).contains("name");
    }

    @Test
    void a_disk_full_of_noise_is_reported_in_bounds() throws Exception {
        for (var segment : segments) {
            var noise = new byte[(int) Files.size(segment)];
            new Random(7).nextBytes(noise);
            ByteBuffer.wrap(noise).putInt(200, Frame.MAGIC);
            Files.write(segment, noise);
        }
        var report = SmallLog.check(folder);
        assertThat(report.verdict()).isEqualTo(Verdict.DAMAGED);
        assertThat(report.whole()).isEmpty();
    }
}
