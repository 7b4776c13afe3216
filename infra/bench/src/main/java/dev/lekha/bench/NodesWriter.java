package dev.lekha.bench;

import dev.lekha.kernel.Json;
import dev.lekha.store.mongo.CommitObserver;
import dev.lekha.store.mongo.MongoLog;
import dev.lekha.store.mongo.MongoStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.axonframework.conversion.Converter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One of several processes that decide over one database, each about nodes of its own. */
@Command(name = "nodes-writer", hidden = true, description = "Sends commands when it is told to.")
final class NodesWriter implements Callable<Integer> {
    @Option(names = "--store", required = true, description = "The database.")
    private String store = "";

    @Option(names = "--name", required = true, description = "Of this process, a word.")
    private String name = "";

    @Option(names = "--callers", required = true, description = "At once.")
    private int callers;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    private final LongAdder commits = new LongAdder();

    /**
     * What one round came to.
     *
     * @param commits groups that were made durable
     * @param overtaken groups that another process had to be let before
     * @param again decisions taken again
     */
    record Outcome(
            double perSecond,
            double millis50,
            double millis99,
            long commands,
            long commits,
            long overtaken,
            double again) {}

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        var json = new AtomicReference<Converter>();
        CommitObserver counting = (_, _) -> commits.increment();
        try (var database = MongoStore.open(store, json::get, Clock.systemUTC(), counting);
                var core = Core.over(database, json)) {
            var residents = new Residents(core.commands());
            Residents.each(
                    callers,
                    caller ->
                            residents.send(
                                    "registration",
                                    "RegisterNode",
                                    Map.of("node", node(caller), "kind", "DEVICE")));
            var out = spec.commandLine().getOut();
            say(out, "ready");
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            int round = 0;
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var each = Duration.ofNanos((long) (Double.parseDouble(line) * 1e9));
                say(
                        out,
                        Json.MAPPER.writeValueAsString(
                                run(core, residents, each, round++, database.log())));
            }
        }
        return 0;
    }

    private String node(int caller) {
        return name + "-" + caller;
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }

    private Outcome run(Core core, Residents residents, Duration each, int round, MongoLog log)
            throws InterruptedException, ExecutionException {
        var nanos = Latencies.histogram();
        var again = core.meters().get("lekha.commands.conflicts").counter();
        double againBefore = again.count();
        long overtakenBefore = log.overtaken();
        long commitsBefore = commits.sum();
        var pace =
                new Callers(callers)
                        .run(
                                each,
                                (caller, number) -> {
                                    var began = System.nanoTime();
                                    var address = "coap://%d/%d".formatted(round, number);
                                    return residents
                                            .send(
                                                    "registration",
                                                    "UpdateRegistration",
                                                    Map.of(
                                                            "node",
                                                            node(caller),
                                                            "address",
                                                            address))
                                            .thenAccept(_ ->
                                                    Latencies.record(
                                                            nanos, System.nanoTime() - began));
                                });
        return new Outcome(
                pace.perSecond(),
                Latencies.micros(nanos, 50) / 1e3,
                Latencies.micros(nanos, 99) / 1e3,
                nanos.getTotalCount(),
                commits.sum() - commitsBefore,
                log.overtaken() - overtakenBefore,
                again.count() - againBefore);
    }
}
