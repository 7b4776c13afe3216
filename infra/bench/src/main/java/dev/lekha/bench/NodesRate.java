package dev.lekha.bench;

import com.mongodb.client.MongoClients;
import dev.lekha.bench.NodesWriter.Outcome;
import dev.lekha.kernel.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.bson.Document;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/*
 * The ideal is that each caller's command takes one round trip to the server, however many there are: callers divided by
 * the time of a bare insert. The server keeps everything in memory and stands for no real one; what is measured is what
 * Lekha makes of its latency.
 */

/** Commands a second of several processes that decide over one database, each about its own. */
@Command(
        name = "nodes",
        description = "Commands a second of 1, 2 and 4 processes on one MongoDB wire server.")
final class NodesRate implements Callable<Integer> {
    private static final int BARE_INSERTS = 200;

    @Mixin private Rounds rounds = new Rounds();

    @Option(
            names = "--nodes",
            split = ",",
            defaultValue = "1,2,4",
            description = "Processes that write (default: ${DEFAULT-VALUE}).")
    private List<Integer> nodes = List.of();

    @Option(
            names = "--callers",
            defaultValue = "512",
            description = "At once in each of them (default: ${DEFAULT-VALUE}).")
    private int callers = 512;

    @Option(
            names = "--round-trips",
            split = ",",
            defaultValue = "0,2,5,10",
            description = "Added, in milliseconds (default: ${DEFAULT-VALUE}).")
    private List<String> roundTrips = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    private final Samples figures = new Samples();
    private final Samples ratios = new Samples();

    @Override
    public Integer call() throws IOException, InterruptedException {
        for (var millis : roundTrips) {
            for (var count : nodes) {
                measure(millis, count);
            }
        }
        new Finding(
                        "nodes",
                        figures.medians(),
                        new TreeMap<>(ratios.medians()),
                        "one bare insert a caller and round trip")
                .print(spec.commandLine().getOut());
        return 0;
    }

    private void measure(String millis, int count) throws IOException, InterruptedException {
        try (var server = new ChildJvm(List.of("-Xmx4g"), "nodes-server", "--round-trip", millis)) {
            var connection = server.hear("mongodb://");
            double bare = bareMillis(connection);
            var writers = new ArrayList<ChildJvm>();
            try {
                for (int i = 0; i < count; i++) {
                    writers.add(writer(connection, "n" + i));
                }
                for (var writer : writers) {
                    var _ = writer.hear("ready");
                }
                round(writers, rounds.warmUp().toNanos() / 1e9);
                var what = "%d x %d callers, %s ms added".formatted(count, callers, millis);
                for (int i = 0; i < rounds.count(); i++) {
                    add(what, round(writers, rounds.each().toNanos() / 1e9), bare);
                }
            } finally {
                for (var writer : writers) {
                    writer.close();
                }
            }
        }
    }

    private ChildJvm writer(String connection, String name) throws IOException {
        return new ChildJvm(
                List.of("-Xmx2g", "-XX:+UseCompactObjectHeaders"),
                "nodes-writer",
                "--store",
                connection,
                "--name",
                name,
                "--callers",
                Integer.toString(callers));
    }

    private static double bareMillis(String connection) {
        var took = Latencies.histogram();
        try (var client = MongoClients.create(connection)) {
            var bare = client.getDatabase("bare").getCollection("bare");
            for (int i = 0; i < 2 * BARE_INSERTS; i++) {
                long began = System.nanoTime();
                bare.insertOne(new Document("_id", (long) i));
                if (i >= BARE_INSERTS) {
                    Latencies.record(took, System.nanoTime() - began);
                }
            }
        }
        return Latencies.micros(took, 50) / 1e3;
    }

    private static List<Outcome> round(List<ChildJvm> writers, double seconds) throws IOException {
        for (var writer : writers) {
            writer.say(Double.toString(seconds));
        }
        var outcomes = new ArrayList<Outcome>();
        for (var writer : writers) {
            outcomes.add(Json.MAPPER.readValue(writer.hear("{"), Outcome.class));
        }
        return outcomes;
    }

    private void add(String what, List<Outcome> outcomes, double bare) {
        double perSecond = outcomes.stream().mapToDouble(Outcome::perSecond).sum();
        double commands = outcomes.stream().mapToLong(Outcome::commands).sum();
        double commits = outcomes.stream().mapToLong(Outcome::commits).sum();
        figures.add(what + ": bare insert ms", bare);
        figures.add(what + ": commands/s", perSecond);
        figures.add(what + ": commands a commit", commands / commits);
        for (var percentile : List.of(50, 99)) {
            figures.add(
                    what + ": p" + percentile + " ms",
                    outcomes.stream()
                            .mapToDouble(one -> percentile == 50 ? one.millis50() : one.millis99())
                            .max()
                            .orElseThrow());
        }
        figures.add(
                what + ": overtaken to commits",
                outcomes.stream().mapToLong(Outcome::overtaken).sum() / commits);
        figures.add(
                what + ": decided twice to commands",
                outcomes.stream().mapToDouble(Outcome::again).sum() / commands);
        figures.add(
                what + ": weakest process's share",
                outcomes.stream().mapToDouble(Outcome::perSecond).min().orElseThrow() / perSecond);
        ratios.add(
                what + ": commands/s to the ideal",
                perSecond / (outcomes.size() * callers * 1e3 / bare));
    }
}
