package dev.lekha.crypto.bundle;

import dev.lekha.crypto.time.ProvenTime;
import java.util.List;
import java.util.SortedMap;

/**
 * What a bundle proves.
 *
 * @param findings what was found against it, in sentences; of all kinds, not of the worst alone
 * @param begin first leaf, from 0
 * @param end behind the last leaf
 * @param size of the tree that they stand in
 * @param times by the name of the token
 * @param events how many there are
 * @param limits what no finding tells and a reader must know: what such a bundle does not prove
 */
public record Verdict(
        Outcome outcome,
        List<String> findings,
        long begin,
        long end,
        long size,
        SortedMap<String, ProvenTime> times,
        long events,
        List<String> limits) {
    public Verdict {
        limits = List.copyOf(limits);
        findings = List.copyOf(findings);
    }

    /** From good to bad: the worst that was found counts. */
    public enum Outcome {
        /** Everything holds, and the witnesses that the policy asks for have seen it. */
        WITNESSED(0),
        /** Everything holds, but for the witnesses; or the policy asks for none. */
        UNWITNESSED(10),
        /** Something that the verdict needs is missing. */
        INCOMPLETE(20),
        /** It is of another history than a checkpoint that the auditor holds. */
        DIVERGED(30),
        /** Something in it is wrong. */
        INVALID(40);

        private final int exitCode;

        Outcome(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }
}
