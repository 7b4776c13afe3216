package dev.lekha.bench;

import java.util.Map;
import java.util.TreeMap;

/** What the figures of a large log come to, and what they should. */
final class LargeFinding {
    /** The limit up to which sourcing is held to the higher goal. */
    private static final long LARGE = 10_000_000;

    private static final double SOURCED = 30_000;
    private static final double SOURCED_OF_MORE = 20_000;
    private static final double HEAP_MIB = 256;
    private static final double MILLIS_AFTER_CLOSE = 1_000;
    private static final double MILLIS_AFTER_KILL = 5_000;

    private LargeFinding() {}

    /**
     * @param clean what was read after a clean close
     * @param killed what was read after a kill
     */
    static Finding of(
            long events,
            Map<String, Object> before,
            Map<String, Object> clean,
            Map<String, Object> killed) {
        var figures = new TreeMap<>(before);
        clean.forEach((name, figure) -> figures.put("after a clean close: " + name, figure));
        killed.forEach((name, figure) -> figures.put("after a kill: " + name, figure));
        figures.put("events", events);
        return new Finding(
                "log-large",
                figures,
                ratios(events, clean, killed),
                "the limits that the log is built to");
    }

    private static Map<String, Object> ratios(
            long events, Map<String, Object> clean, Map<String, Object> killed) {
        var goal = events <= LARGE ? SOURCED : SOURCED_OF_MORE;
        return new TreeMap<>(
                Map.of(
                        "sourced/s a thread to the goal of " + Math.round(goal) + " (at least 1)",
                        ratio(clean, "sourced/s a thread", goal),
                        "heap after collection to the limit of 256 MiB (at most 1)",
                        ratio(clean, "heap after collection MiB", HEAP_MIB),
                        "opening after a clean close to the limit of 1 s (at most 1)",
                        ratio(clean, "ms to first answer", MILLIS_AFTER_CLOSE),
                        "opening after a kill to the limit of 5 s (at most 1)",
                        ratio(killed, "ms to first answer", MILLIS_AFTER_KILL)));
    }

    private static Object ratio(Map<String, Object> of, String name, double limit) {
        return Samples.short4(number(of, name) / limit);
    }

    static double number(Map<String, Object> of, String name) {
        return Double.parseDouble(String.valueOf(of.get(name)));
    }
}
