package dev.lekha.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.store.segment.LogReport.Range;
import dev.lekha.store.segment.LogReport.Verdict;
import dev.lekha.store.tck.Appends;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever is damaged in the segments is named, and what is whole beside it. */
class LogCheckDamageTest extends DamagedLogCase {
    /** Where the record of an event of the second segment begins. */
    private int recordOf(long position) throws IOException {
        var scan = new Scan(Segment.open(second)).upTo(last);
        return scan.index().offset(position);
    }

    private int frameOf(long position) throws IOException {
        return recordOf(position) - Frame.HEAD;
    }

    @Test
    void a_flipped_byte_of_a_record_is_named_by_its_position_and_the_rest_is_whole()
            throws Exception {
        int frame = frameOf(first + 1);
        Damage.flipByte(second, recordOf(first + 1) + 40);
        var flaw = onlyFlaw();
        assertThat(flaw.kind()).isEqualTo(Flaw.Kind.SEGMENT);
        assertThat(flaw.file()).isEqualTo(second);
        assertThat(flaw.position()).isEqualTo(first + 1);
        assertThat(flaw.at()).isEqualTo(frame);
        assertThat(flaw.finding()).contains("checksum");
        assertThat(flaw.kind().mend()).contains("lekha log repair");
        assertThat(whole()).containsExactly(new Range(1, first), new Range(first + 2, EVENTS));
    }

    @Test
    void in_a_frame_of_several_events_the_damaged_one_is_named_and_its_byte() throws Exception {
        var other = Files.createDirectory(folder.resolve("other"));
        try (var log = SmallSegments.log(other)) {
            log.append(List.of(SmallLog.event("1"), SmallLog.event("2"), SmallLog.event("3")))
                    .join();
        }
        var segment = SmallLog.segments(other).getFirst();
        int record = new Scan(Segment.open(segment)).upTo(3).index().offset(2);
        Damage.flipByte(segment, record + 20);
        var flaw = SmallLog.check(other).flaws().getFirst();
        assertThat(flaw.position()).isEqualTo(2);
        assertThat(flaw.at()).isEqualTo(record);
    }

    @Test
    void behind_a_damaged_head_of_a_frame_the_next_frame_is_found() throws Exception {
        Damage.flipByte(second, frameOf(first) + 5);
        assertThat(onlyFlaw().finding()).contains("no valid head");
        assertThat(whole()).containsExactly(new Range(1, first - 1), new Range(first + 1, EVENTS));
    }

    @Test
    void a_damaged_chain_concerns_its_own_frame_alone() throws Exception {
        Damage.flipByte(second, frameOf(first + 1) - 1);
        var flaw = onlyFlaw();
        assertThat(flaw.position()).isEqualTo(first);
        assertThat(flaw.finding()).contains("chain");
        assertThat(whole()).containsExactly(new Range(1, first - 1), new Range(first + 1, EVENTS));
    }

    @Test
    void behind_a_damaged_head_of_a_segment_its_events_are_whole() throws Exception {
        Damage.flipByte(second, 30);
        var flaw = onlyFlaw();
        assertThat(flaw.at()).isZero();
        assertThat(flaw.position()).isEqualTo(first);
        assertThat(whole()).containsExactly(new Range(1, EVENTS));
    }

    @Test
    void a_segment_that_was_cut_is_named_where_it_ends() throws Exception {
        int end = frameOf(first + 1);
        Disk.cut(second, end);
        var flaw = onlyFlaw();
        assertThat(flaw.at()).isEqualTo(end);
        assertThat(flaw.position()).isEqualTo(first + 1);
    }

    @Test
    void an_end_that_was_acknowledged_and_cut_is_missed() throws Exception {
        var tip = segments.getLast();
        Disk.cut(tip, Files.size(tip) - 1);
        assertThat(onlyFlaw().position()).isEqualTo(EVENTS);
    }

    @Test
    void zeros_in_the_place_of_a_block_are_found() throws Exception {
        try (var bytes = new RandomAccessFile(second.toFile(), "rw")) {
            bytes.seek(512);
            bytes.write(new byte[512]);
        }
        var report = SmallLog.check(folder);
        assertThat(report.verdict()).isEqualTo(Verdict.DAMAGED);
        assertThat(report.whole().getLast().last()).isEqualTo(EVENTS);
    }

    @Test
    void every_byte_of_a_segment_counts() throws Exception {
        byte[] written = Files.readAllBytes(second);
        for (int at = 0; at < written.length; at += 7) {
            Damage.flipByte(second, at);
            assertThat(SmallLog.check(folder).verdict())
                    .as("byte %d", at)
                    .isEqualTo(Verdict.DAMAGED);
            Files.write(second, written);
        }
        assertThat(SmallLog.check(folder).verdict()).isEqualTo(Verdict.WHOLE);
    }

    @Test
    void what_looks_like_a_frame_inside_of_a_body_is_taken_for_none() throws Exception {
        var other = Files.createDirectory(folder.resolve("other"));
        var chain = new byte[Frame.CHAIN];
        var frame = new FrameWriter();
        frame.begin(2, 2_000);
        frame.add(Draft.of(SmallLog.event("planted")));
        var bytes = frame.finish(chain.clone());
        var body = ByteBuffer.allocate(Frame.CHAIN + bytes.limit()).put(chain).put(bytes).array();
        try (var log = SmallSegments.log(other)) {
            Appends.append(log, Appends.event("test.Happened", body), Appends.event("second"));
            SmallLog.append(log, 5);
        }
        var segment = SmallLog.segments(other).getFirst();
        Damage.flipByte(segment, Segment.HEAD + Frame.HEAD + 9);
        var report = SmallLog.check(other);
        assertThat(report.flaws()).extracting(Flaw::position).containsExactly(1L);
        assertThat(report.whole()).containsExactly(new Range(3, 7));
    }
}
