package dev.lekha.bench;

import dev.lekha.app.demo.LoopbackPlatform;
import dev.lekha.kernel.Commands;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Durable commands a second over HTTP, against an endpoint of the same server that does nothing
 * behind the door.
 */
@Command(
        name = "http",
        description = "Commands a second over HTTP, against a bare endpoint of the same server.")
final class HttpRate implements Callable<Integer> {
    private static final String COMMANDS = "commands/s";
    private static final String BARE = "bare answers/s";
    private static final String RATIO = "commands/s to bare answers/s (target 0.333)";

    @Mixin private Rounds rounds = new Rounds();

    @Option(
            names = "--connections",
            defaultValue = "128",
            description = "Kept open (default: ${DEFAULT-VALUE}).")
    private int connections = 128;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var samples = new Samples();
        try (var platform =
                        LoopbackPlatform.temporary(
                                "--lekha.http.flood.per-second=1000000",
                                "--lekha.http.flood.burst=1000000",
                                "--lekha.http.flood.per-client=1000");
                var loader = new Loader()) {
            new Residents(platform.part(Commands.class)).register(connections);
            var rest = new Rest(platform);
            var bare = load(platform, "/api/ping");
            var command = load(platform, "/api/commands/reporting/AcceptReport");
            loader.run(bare.named("w0", rounds.warmUp().dividedBy(2)));
            loader.run(command.named("w1", rounds.warmUp().dividedBy(2)));
            for (var round = 0; round < rounds.count(); round++) {
                rest.await();
                var answers = loader.run(bare.named("b" + round, rounds.each())).perSecond();
                var commands = loader.run(command.named("c" + round, rounds.each())).perSecond();
                samples.add(BARE, answers);
                samples.add(COMMANDS, commands);
                samples.add(RATIO, commands / answers);
            }
        }
        finding(samples).print(spec.commandLine().getOut());
        return 0;
    }

    private Load load(LoopbackPlatform platform, String path) {
        return new Load(
                Load.Door.HTTP,
                platform.http().getPort(),
                path,
                platform.operatorKey(),
                connections,
                1,
                0,
                "");
    }

    private static Finding finding(Samples samples) {
        var figures = samples.medians();
        var ratio = Map.<String, Object>of(RATIO, figures.getOrDefault(RATIO, ""));
        figures.remove(RATIO);
        return new Finding(
                "http",
                figures,
                ratio,
                "POST /api/ping of the same server with the same bodies, nothing behind the door");
    }
}
