package dev.lekha.app;

import dev.lekha.kernel.Json;
import dev.lekha.store.segment.Flaw;
import dev.lekha.store.segment.LogReport;
import dev.lekha.store.segment.LogReport.Range;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says what a check of the log has found, to people and to programs. */
final class LogReportText {
    private LogReportText() {}

    /** One flaw as JSON shows it. */
    private record FlawJson(
            String kind, String file, long at, long position, String finding, String mend) {
        static FlawJson of(Flaw flaw) {
            return new FlawJson(
                    name(flaw.kind()),
                    flaw.file().toString(),
                    flaw.at(),
                    flaw.position(),
                    flaw.finding(),
                    flaw.kind().mend());
        }
    }

    /** The report as JSON shows it. */
    private record ReportJson(
            String verdict,
            long head,
            String chain,
            int segments,
            int sidecars,
            List<Range> whole,
            List<FlawJson> flaws,
            long more) {}

    static int exitCode(LogReport report) {
        return switch (report.verdict()) {
            case WHOLE -> 0;
            case DAMAGED -> 1;
            case BESIDE_DAMAGED -> 2;
        };
    }

    static void printJson(LogReport report, PrintWriter out) {
        var json =
                new ReportJson(
                        name(report.verdict()),
                        report.head(),
                        report.chain(),
                        report.segments(),
                        report.sidecars(),
                        report.whole(),
                        report.flaws().stream().map(FlawJson::of).toList(),
                        report.more());
        out.println(Json.MAPPER.writeValueAsString(json));
        out.flush();
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static void print(LogReport report, PrintWriter out) {
        out.printf(
                "segments: %d, up to position %d; sidecars: %d%n",
                report.segments(), report.head(), report.sidecars());
        out.println("chain " + report.chain());
        for (var flaw : report.flaws()) {
            out.printf(
                    "%s, byte %d, position %d: %s%n",
                    flaw.file(), flaw.at(), flaw.position(), flaw.finding());
        }
        if (report.more() > 0) {
            out.printf("and %d more%n", report.more());
        }
        report.flaws().stream()
                .map(Flaw::kind)
                .distinct()
                .forEach(kind -> out.printf("How to mend a %s: %s%n", name(kind), kind.mend()));
        out.println(sentence(report));
        out.flush();
    }

    private static String sentence(LogReport report) {
        return switch (report.verdict()) {
            case WHOLE -> "The log is whole.";
            case DAMAGED -> "The log is damaged. Whole are the positions " + ranges(report) + ".";
            case BESIDE_DAMAGED ->
                    "All events are whole. What is damaged beside them is made anew by itself.";
        };
    }

    private static String ranges(LogReport report) {
        return report.whole().isEmpty()
                ? "of no event"
                : report.whole().stream()
                        .map(range -> "%d to %d".formatted(range.first(), range.last()))
                        .collect(Collectors.joining(", "));
    }
}
