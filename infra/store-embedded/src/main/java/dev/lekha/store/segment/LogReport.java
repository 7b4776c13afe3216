package dev.lekha.store.segment;

import java.util.List;

/**
 * What a check has found.
 *
 * @param head the last position that the log is known to hold, 0 where it is empty
 * @param chain of the last whole frame, in lower-case hex
 * @param segments that were gone through
 * @param sidecars that were compared with what they index
 * @param whole ranges of positions whose frames verify, in order
 * @param flaws the first of them, in the order of the files
 * @param more flaws that are not listed
 */
public record LogReport(
        long head,
        String chain,
        int segments,
        int sidecars,
        List<Range> whole,
        List<Flaw> flaws,
        long more) {
    public LogReport {
        whole = List.copyOf(whole);
        flaws = List.copyOf(flaws);
    }

    /** Positions, both ends included. */
    public record Range(long first, long last) {}

    /** What it amounts to. */
    public enum Verdict {
        WHOLE,
        /** Events are damaged or missing. */
        DAMAGED,
        /** All events are whole; something beside them is damaged and will be made anew. */
        BESIDE_DAMAGED
    }

    public Verdict verdict() {
        if (flaws.isEmpty()) {
            return Verdict.WHOLE;
        }
        return flaws.stream().anyMatch(flaw -> flaw.kind() == Flaw.Kind.SEGMENT)
                ? Verdict.DAMAGED
                : Verdict.BESIDE_DAMAGED;
    }
}
