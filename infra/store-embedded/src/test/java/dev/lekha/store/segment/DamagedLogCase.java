package dev.lekha.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.store.segment.LogReport.Range;
import dev.lekha.store.segment.LogReport.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A log of several small segments, to be damaged and checked. */
abstract class DamagedLogCase {
    static final int EVENTS = 40;

    @TempDir Path folder;

    List<Path> segments;
    Path second;
    long first;
    long last;

    @BeforeEach
    void fill() {
        SmallLog.fill(folder, EVENTS);
        segments = SmallLog.segments(folder);
        second = segments.get(1);
        first = Segment.firstOf(second).orElseThrow();
        last = Segment.firstOf(segments.get(2)).orElseThrow() - 1;
    }

    final Flaw onlyFlaw() {
        var report = SmallLog.check(folder);
        assertThat(report.verdict()).isEqualTo(Verdict.DAMAGED);
        assertThat(report.flaws()).hasSize(1);
        assertThat(report.head()).isEqualTo(EVENTS);
        return report.flaws().getFirst();
    }

    final List<Range> whole() {
        return SmallLog.check(folder).whole();
    }
}
