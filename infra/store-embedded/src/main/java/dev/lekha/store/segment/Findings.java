package dev.lekha.store.segment;

import dev.lekha.store.segment.LogReport.Range;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Gathers what a check finds; bounded, whatever the state of the disk. */
final class Findings {
    private static final int MOST = 1_000;

    private final List<Range> whole = new ArrayList<>();
    private final List<Flaw> inLog = new ArrayList<>();
    private final List<Flaw> beside = new ArrayList<>();
    private long more;
    private int segments;
    private int sidecars;

    void segment() {
        segments++;
    }

    void sidecar() {
        sidecars++;
    }

    /** These positions verify; called in their order. */
    void whole(long first, long last) {
        if (!whole.isEmpty() && whole.getLast().last() + 1 == first) {
            whole.set(whole.size() - 1, new Range(whole.getLast().first(), last));
        } else if (whole.size() <= MOST) {
            whole.add(new Range(first, last));
        }
    }

    void segment(Path file, long at, long position, String finding) {
        add(inLog, new Flaw(Flaw.Kind.SEGMENT, file, at, position, finding));
    }

    void tail(Path file, long at, long position, String finding) {
        add(beside, new Flaw(Flaw.Kind.TAIL, file, at, position, finding));
    }

    void sidecar(Path file, long at, long position, String finding) {
        add(beside, new Flaw(Flaw.Kind.SIDECAR, file, at, position, finding));
    }

    private void add(List<Flaw> flaws, Flaw flaw) {
        if (flaws.size() < MOST) {
            flaws.add(flaw);
        } else {
            more++;
        }
    }

    /** Flaws of the log found so far, those that are not listed included. */
    long count() {
        return inLog.size() + more;
    }

    /** The last position that is known to verify; 0 where none is. */
    long lastWhole() {
        return whole.isEmpty() ? 0 : whole.getLast().last();
    }

    LogReport report(long head, byte[] chain) {
        var flaws = new ArrayList<>(inLog);
        flaws.addAll(beside);
        return new LogReport(
                head, HexFormat.of().formatHex(chain), segments, sidecars, whole, flaws, more);
    }
}
