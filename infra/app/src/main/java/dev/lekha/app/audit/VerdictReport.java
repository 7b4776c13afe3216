package dev.lekha.app.audit;

import dev.lekha.crypto.bundle.Trust;
import dev.lekha.crypto.bundle.Verdict;
import dev.lekha.crypto.bundle.Verdict.Outcome;
import dev.lekha.kernel.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Says what a bundle proves, to people and to programs. */
record VerdictReport(Path bundle, Trust trust, Verdict verdict) {
    /**
     * A time stamp that holds, as JSON shows it.
     *
     * @param notBefore what names it came after this
     * @param notAfter the checkpoint existed before this
     */
    private record TimeJson(String token, Instant notBefore, Instant notAfter, String authority) {}

    /**
     * The report as JSON shows it.
     *
     * @param first position of the first leaf; 0 where there is none
     * @param limits what such a bundle does not prove
     * @param timesChecked false where no root was given, so that tokens were not looked at
     */
    private record ReportJson(
            String verdict,
            int exitCode,
            long first,
            long last,
            long size,
            int checkpointsHeld,
            boolean timesChecked,
            List<TimeJson> times,
            List<String> findings,
            long events,
            List<String> limits) {}

    void printJson(PrintWriter out) {
        var json =
                new ReportJson(
                        verdict.outcome().name().toLowerCase(Locale.ROOT),
                        verdict.outcome().exitCode(),
                        first(),
                        verdict.end(),
                        verdict.size(),
                        trust.known().size(),
                        areTimesChecked(),
                        times(),
                        verdict.findings(),
                        verdict.events(),
                        verdict.limits());
        out.println(Json.MAPPER.writeValueAsString(json));
        out.flush();
    }

    void print(PrintWriter out) {
        if (verdict.end() > 0) {
            out.printf(
                    "%s: positions %d to %d of %d%n",
                    bundle, first(), verdict.end(), verdict.size());
        }
        if (verdict.end() == 0 && verdict.size() > 0) {
            out.printf("%s: %d events of %d%n", bundle, verdict.events(), verdict.size());
        }
        verdict.findings().forEach(finding -> out.println("- " + finding));
        for (var time : times()) {
            out.printf(
                    "%s: by %s, from %s to %s%n",
                    time.token(), time.authority(), time.notBefore(), time.notAfter());
        }
        if (!areTimesChecked()) {
            out.println("Time stamps were not looked at: no --time-root.");
        }
        verdict.limits().forEach(out::println);
        out.println(sentence(verdict.outcome()));
        out.flush();
    }

    private static String sentence(Outcome outcome) {
        return switch (outcome) {
            case WITNESSED -> "Valid, and witnessed as the policy asks.";
            case UNWITNESSED -> "Valid, but not witnessed.";
            case INCOMPLETE -> "Incomplete: something is missing.";
            case DIVERGED -> "Of another history than a checkpoint that you hold.";
            case INVALID -> "Invalid.";
        };
    }

    private boolean areTimesChecked() {
        return !trust.timeRoots().isEmpty();
    }

    private long first() {
        return verdict.end() == 0 ? 0 : verdict.begin() + 1;
    }

    private List<TimeJson> times() {
        return verdict.times().entrySet().stream()
                .map(entry ->
                        new TimeJson(
                                entry.getKey(),
                                entry.getValue().notBefore(),
                                entry.getValue().notAfter(),
                                entry.getValue().authority()))
                .toList();
    }
}
