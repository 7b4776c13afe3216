package dev.lekha.bench;

import dev.lekha.app.Discovery;
import dev.lekha.app.demo.LoopbackPlatform;
import dev.lekha.bench.rocks.RocksLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What the log alone does: durable conditional commits, bulk, sourcing, latency at fixed rates and
 * replay, beside bare appends to a file and beside the same contract kept by RocksDB.
 */
@Command(
        name = "log",
        description = "Commits, bulk, latency and replay of the log, beside RocksDB and the disk.")
final class LogRate implements Callable<Integer> {
    @Mixin private Rounds rounds = new Rounds();

    @Option(
            names = "--callers",
            split = ",",
            defaultValue = "1,64,512",
            description = "At once (default: ${DEFAULT-VALUE}).")
    private List<Integer> callers = List.of();

    @Option(
            names = "--bulk",
            defaultValue = "1000",
            description = "Events a commit (default: ${DEFAULT-VALUE}).")
    private int bulk = 1_000;

    @Option(
            names = "--body",
            defaultValue = "" + Reports.USUAL_BODY,
            description = "Bytes of JSON of each event (default: ${DEFAULT-VALUE}).")
    private int body = Reports.USUAL_BODY;

    @Option(
            names = "--sourced",
            defaultValue = "200000",
            description =
                    "Events put in first, to be sourced ten at a time (default: ${DEFAULT-VALUE}).")
    private long sourced = 200_000;

    @Option(
            names = "--loads",
            split = ",",
            defaultValue = "10,50,80",
            description =
                    "Per cent of the rate of most callers, at which latency is measured (default:"
                            + " ${DEFAULT-VALUE}).")
    private List<Integer> loads = List.of();

    @Option(
            names = "--histogram",
            description = "Where the latencies at each load go: FILE-10.hgrm and so on.",
            paramLabel = "FILE")
    private String histogram = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    private final Samples samples = new Samples();

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        var folder = LoopbackPlatform.newFolder();
        try {
            measure(folder);
        } finally {
            LoopbackPlatform.delete(folder);
        }
        LogFinding.of(samples).print(spec.commandLine().getOut());
        return 0;
    }

    private void measure(Path folder) throws IOException, InterruptedException, ExecutionException {
        try (var store = BareStore.open(folder.resolve("log"));
                var rocks = new RocksLog(Files.createDirectory(folder.resolve("rocks")));
                var raw = RawAppends.in(folder)) {
            var content = new ScatteredLog(sourced, new Reports(body));
            var turns = new LogTurns(content, store.log(), rocks, raw);
            turns.fill();
            rounds(turns);
            latency(turns);
            replay(new Replay(store.log(), store.reader(), Discovery.events()));
        }
    }

    private void rounds(LogTurns turns)
            throws IOException, InterruptedException, ExecutionException {
        var first = rounds.warmUp().dividedBy(4);
        for (var count : callers) {
            turns.commits(count, new Samples(), first);
            for (var round = 0; round < rounds.count(); round++) {
                turns.commits(count, samples, rounds.each());
            }
        }
        turns.bulk(bulk, new Samples(), first);
        turns.sourcing(new Samples(), first);
        for (var round = 0; round < rounds.count(); round++) {
            turns.bulk(bulk, samples, rounds.each());
            turns.sourcing(samples, rounds.each());
        }
    }

    /** All rounds of one load go into one histogram: what is rare must not be lost in a median. */
    private void latency(LogTurns turns) throws IOException, InterruptedException {
        var most = callers.stream().mapToInt(Integer::intValue).max().orElseThrow();
        var rate = samples.median(LogTurns.callers(most) + LogTurns.RATE);
        for (var load : loads) {
            turns.latency(rate * load / 100, rounds.each().dividedBy(4));
            var measured = turns.latency(rate * load / 100, whole());
            var name = "at " + load + " % load: ";
            samples.add(name + "commits/s", rate * load / 100);
            for (var percentile : List.of("50", "99", "99.9")) {
                var micros = Latencies.micros(measured.nanos(), Double.parseDouble(percentile));
                samples.add(name + "p" + percentile + " µs", micros);
            }
            samples.add(name + "max µs", Latencies.micros(measured.nanos(), 100));
            samples.add(name + "clock late p50 µs", Latencies.micros(measured.late(), 50));
            if (!histogram.isEmpty()) {
                Latencies.write(measured.nanos(), Path.of(histogram + "-" + load + ".hgrm"));
            }
        }
    }

    private Duration whole() {
        return rounds.each().multipliedBy(rounds.count());
    }

    private void replay(Replay replay) {
        replay.ways()
                .forEach((name, way) -> {
                    Replay.rate(way);
                    for (var round = 0; round < rounds.count(); round++) {
                        samples.add("replay " + name + ": events/s", Replay.rate(way));
                    }
                });
        samples.add("replay: events in the log", replay.log().head());
    }
}
