package dev.lekha.bench;

import dev.lekha.kernel.Json;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The load client: reads a {@link Load} from each line, does it, and answers with a {@link
 * Load.Outcome}.
 */
@Command(
        name = "load",
        hidden = true,
        description = "Loads a door, as each line of the input says.")
final class LoadClient implements Callable<Integer> {
    /** What one connection does. */
    interface Connection extends AutoCloseable {
        /** Sends until the time has come, and waits for what is under way. */
        void run(long untilNanoTime) throws Exception;

        long accepted();

        long refused();
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            out.println(
                    Json.MAPPER.writeValueAsString(run(Json.MAPPER.readValue(line, Load.class))));
            out.flush();
        }
        return 0;
    }

    /** All connections first, then all at once. */
    static Load.Outcome run(Load load) throws Exception {
        var connected = new CountDownLatch(load.connections());
        var start = new CountDownLatch(1);
        var running = new ArrayList<Future<Load.Outcome>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var index = 0; index < load.connections(); index++) {
                var connection = index;
                running.add(threads.submit(() -> run(load, connection, connected, start)));
            }
            connected.await();
            var began = System.nanoTime();
            start.countDown();
            var sum = new Load.Outcome(0, 0, 0);
            for (var one : running) {
                sum = sum.plus(one.get().accepted(), one.get().refused());
            }
            return new Load.Outcome(sum.accepted(), sum.refused(), System.nanoTime() - began);
        }
    }

    private static Load.Outcome run(
            Load load, int index, CountDownLatch connected, CountDownLatch start) throws Exception {
        try (var connection = open(load, index, connected)) {
            start.await();
            connection.run(System.nanoTime() + Duration.ofMillis(load.millis()).toNanos());
            return new Load.Outcome(connection.accepted(), connection.refused(), 0);
        }
    }

    private static Connection open(Load load, int index, CountDownLatch connected)
            throws Exception {
        try {
            return switch (load.door()) {
                case HTTP -> new HttpConnection(load, index);
                case MQTT -> new MqttConnection(load, index);
            };
        } finally {
            connected.countDown();
        }
    }
}
