package dev.lekha.bench;

import dev.lekha.wire.WireServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A server that speaks MongoDB's protocol, in the memory of its own JVM, until its input ends. */
@Command(name = "nodes-server", hidden = true, description = "A MongoDB wire server.")
final class NodesServer implements Callable<Integer> {
    @Option(names = "--round-trip", required = true, description = "Added, in milliseconds.")
    private double millis;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (var server = new WireServer();
                var relay =
                        new DelayRelay(
                                server.port(), Duration.ofNanos((long) (millis * 1e6 / 2)))) {
            var out = spec.commandLine().getOut();
            out.printf("mongodb://127.0.0.1:%d/lekha%n", millis > 0 ? relay.port() : server.port());
            out.flush();
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (in.readLine() != null) {
                // Only its end matters.
            }
        }
        return 0;
    }
}
