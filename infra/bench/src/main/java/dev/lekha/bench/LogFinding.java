package dev.lekha.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the figures of the log come to, and what they should. */
final class LogFinding {
    /** Limits of ratios, by the name of the sample. */
    private static final Map<String, String> LIMITS =
            Map.of(
                    "1 caller" + LogTurns.RAW, " (at most 1.3)",
                    "64 callers" + LogTurns.RATIO, " (at least 3)",
                    "512 callers" + LogTurns.RATIO, " (at least 4)");

    /** Figures that are wanted at least. */
    private static final Map<String, Double> GOALS =
            Map.of(
                    LogTurns.BULK,
                    200_000.0,
                    "replay raw: events/s",
                    3_000_000.0,
                    "replay through one fold: events/s",
                    500_000.0);

    private LogFinding() {}

    static Finding of(Samples samples) {
        var figures = samples.medians();
        var ratios = new TreeMap<String, Object>();
        for (var name : List.copyOf(figures.keySet())) {
            if (name.contains(" to ")) {
                ratios.put(name + LIMITS.getOrDefault(name, ""), samples.median(name));
                figures.remove(name);
            }
        }
        ratios.replaceAll((_, ratio) -> Samples.short4((double) ratio));
        GOALS.forEach((name, goal) ->
                ratios.put(
                        name + " to the goal of " + Math.round(goal) + " (at least 1)",
                        Samples.short4(samples.median(name) / goal)));
        return new Finding(
                "log",
                figures,
                ratios,
                "appends to a file, forced one at a time; the same contract kept by RocksDB");
    }
}
