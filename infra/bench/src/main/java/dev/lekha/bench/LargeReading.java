package dev.lekha.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Option;

/** How a large log is opened and sourced from, in a JVM that has done nothing before. */
final class LargeReading {
    /** Where it only matters how fast it opens, and that it is whole. */
    static final List<String> OPENING_ONLY = List.of("--rounds", "0", "--first-pass", "100");

    private static final double MIB = 1 << 20;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "Of sourcing, of which the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--seconds",
            defaultValue = "5",
            description = "Of each round (default: ${DEFAULT-VALUE}).")
    private double seconds = 5;

    @Option(
            names = "--first-pass",
            defaultValue = "5000",
            description = "Nodes sourced before the first round (default: ${DEFAULT-VALUE}).")
    private int firstPass = 5_000;

    @Option(
            names = "--threads",
            defaultValue = "1",
            description = "That source at once (default: ${DEFAULT-VALUE}).")
    private int threads = 1;

    List<String> arguments() {
        return List.of(
                "--rounds", Integer.toString(rounds),
                "--seconds", Double.toString(seconds),
                "--first-pass", Integer.toString(firstPass),
                "--threads", Integer.toString(threads));
    }

    Map<String, Object> of(Path folder, ScatteredLog content)
            throws InterruptedException, ExecutionException {
        var figures = new TreeMap<String, Object>();
        var began = System.nanoTime();
        try (var store = BareStore.open(folder)) {
            figures.put("ms to open", Samples.short4((System.nanoTime() - began) / 1e6));
            var sourcing = new Sourcing(content, store.log());
            sourcing.source(content.nodes() / 2);
            figures.put("ms to first answer", Samples.short4((System.nanoTime() - began) / 1e6));
            figures.put("head", store.reader().head());
            figures.put("heap after opening MiB", heap());
            figures.put("sourced/s in first pass", Samples.short4(sourcing.firstPass(firstPass)));
            figures.putAll(rounds(sourcing));
            figures.put("heap after collection MiB", heap());
        }
        return figures;
    }

    private Map<String, Object> rounds(Sourcing sourcing)
            throws InterruptedException, ExecutionException {
        var samples = new Samples();
        for (var round = 0; round < rounds; round++) {
            var each = Duration.ofNanos((long) (seconds * 1e9));
            samples.add("sourced/s a thread", sourcing.run(threads, each));
        }
        return samples.medians();
    }

    private static Object heap() {
        System.gc();
        var used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return Samples.short4(used / MIB);
    }
}
