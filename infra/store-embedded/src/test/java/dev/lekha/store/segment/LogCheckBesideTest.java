package dev.lekha.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.store.segment.LogReport.Range;
import dev.lekha.store.segment.LogReport.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage beside the segments costs no event, and is named all the same. */
class LogCheckBesideTest {
    private static final int EVENTS = 20;

    @TempDir Path folder;

    private Path sidecar;

    @BeforeEach
    void fill() throws Exception {
        SmallLog.fill(folder, EVENTS);
        sidecar = new Names(folder).sidecars().getFirst();
    }

    private Flaw onlyFlaw(Flaw.Kind kind) {
        var report = SmallLog.check(folder);
        assertThat(report.verdict()).isEqualTo(Verdict.BESIDE_DAMAGED);
        assertThat(report.whole()).containsExactly(new Range(1, EVENTS));
        assertThat(report.flaws()).hasSize(1).extracting(Flaw::kind).containsExactly(kind);
        return report.flaws().getFirst();
    }

    @Test
    void every_byte_of_a_sidecar_counts() throws Exception {
        byte[] written = Files.readAllBytes(sidecar);
        for (int at = 0; at < written.length; at += 11) {
            Damage.flipByte(sidecar, at);
            assertThat(onlyFlaw(Flaw.Kind.SIDECAR).file()).as("byte %d", at).isEqualTo(sidecar);
            Files.write(sidecar, written);
        }
    }

    @Test
    void a_sidecar_that_was_cut_is_named_with_the_first_position_it_covers() throws Exception {
        Disk.cut(sidecar, 200);
        var flaw = onlyFlaw(Flaw.Kind.SIDECAR);
        assertThat(flaw.position()).isEqualTo(1);
        assertThat(flaw.kind().mend()).contains("made anew");
    }

    @Test
    void a_sidecar_of_other_events_is_found_though_each_of_its_bytes_verifies() throws Exception {
        var other = Files.createDirectory(folder.resolve("other"));
        var events = SmallLog.event("!");
        try (var log = SmallSegments.log(other)) {
            log.append(List.of(events)).join();
            SmallLog.append(log, EVENTS - 1);
        }
        Files.copy(
                new Names(other).sidecars().getFirst(),
                sidecar,
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(onlyFlaw(Flaw.Kind.SIDECAR).file()).isEqualTo(sidecar);
    }

    @Test
    void a_sidecar_that_lacks_an_entry_is_found() throws Exception {
        var segment = SmallLog.segments(folder).getFirst();
        long last = Names.covered(sidecar).orElseThrow().last();
        var scan = new Scan(Segment.open(segment)).upTo(last);
        var fewer = new GrowingIndex(1);
        for (long at = 1; at <= last; at++) {
            var leaf = Segment.open(segment).leaf(scan.index().offset(at), at);
            var tags = at == 2 ? List.of("kind=small") : leaf.tags();
            fewer.add(scan.index().offset(at), leaf.recordedAt(), Keys.of(tags, leaf.type()));
        }
        var shape =
                new SidecarShape(
                        0,
                        1,
                        fewer.events(),
                        fewer.entries(),
                        fewer.keyCount(),
                        fewer.latest(),
                        scan.frames().chain());
        SidecarWriter.write(sidecar, shape, fewer::offset, fewer.sorted());
        var flaw = onlyFlaw(Flaw.Kind.SIDECAR);
        assertThat(flaw.position()).isEqualTo(2);
        assertThat(flaw.finding()).contains("tags");
    }

    @Test
    void every_byte_of_the_tail_mark_counts() throws Exception {
        var tail = new Names(folder).tail();
        byte[] written = Files.readAllBytes(tail);
        for (int at = 0; at < written.length; at += 5) {
            Damage.flipByte(tail, at);
            var report = SmallLog.check(folder);
            assertThat(report.flaws())
                    .as("byte %d", at)
                    .extracting(Flaw::kind)
                    .containsExactly(Flaw.Kind.TAIL);
            Files.write(tail, written);
        }
    }

    @Test
    void without_a_tail_mark_the_log_is_read_as_far_as_its_frames_go() throws Exception {
        Files.delete(new Names(folder).tail());
        assertThat(onlyFlaw(Flaw.Kind.TAIL).finding()).contains("acknowledged");
    }
}
