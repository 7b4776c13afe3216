package dev.lekha.bench;

import dev.lekha.app.demo.LoopbackPlatform;
import dev.lekha.kernel.Commands;
import java.io.IOException;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Durable reports a second over MQTT at QoS 1, against the same broker with nothing behind it. */
@Command(
        name = "mqtt",
        description = "MQTT reports a second, against the same broker with a do-nothing handler.")
final class MqttRate implements Callable<Integer> {
    private static final String REPORTS = "reports/s";
    private static final String SUSTAINED = "reports/s until all views have them";
    private static final String IDLE = "do-nothing reports/s";
    private static final String RATIO = "reports/s to do-nothing reports/s (target 0.333)";
    private static final String SUSTAINED_RATIO = "sustained to do-nothing reports/s";

    @Mixin private Rounds rounds = new Rounds();

    @Option(
            names = "--connections",
            defaultValue = "200",
            description = "Devices (default: ${DEFAULT-VALUE}).")
    private int connections = 200;

    @Option(
            names = "--window",
            defaultValue = "10",
            description = "Unanswered messages of each, 1 to 100 (default: ${DEFAULT-VALUE}).")
    private int window = 10;

    @Option(names = "--charged", description = "Has the reports charged.")
    private boolean charged;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var samples = new Samples();
        try (var platform = LoopbackPlatform.temporary();
                var idle = new IdleBroker();
                var loader = new Loader()) {
            var residents = new Residents(platform.part(Commands.class));
            residents.register(connections);
            if (charged) {
                residents.charge(connections);
            }
            var rest = new Rest(platform);
            var bare = load(idle.port());
            var durable = load(platform.mqttPort());
            loader.run(bare.named("w0", rounds.warmUp().dividedBy(2)));
            loader.run(durable.named("w1", rounds.warmUp().dividedBy(2)));
            for (var round = 0; round < rounds.count(); round++) {
                rest.await();
                measure(
                        loader,
                        bare.named("b" + round, rounds.each()),
                        durable.named("d" + round, rounds.each()),
                        rest,
                        samples);
            }
        }
        finding(samples).print(spec.commandLine().getOut());
        return 0;
    }

    private static void measure(Loader loader, Load bare, Load durable, Rest rest, Samples samples)
            throws IOException, InterruptedException {
        var idle = loader.run(bare).perSecond();
        var stored = loader.run(durable);
        var behind = rest.behind();
        var sustained = stored.accepted() / (stored.nanos() / 1e9 + rest.await());
        samples.add(IDLE, idle);
        samples.add(REPORTS, stored.perSecond());
        samples.add(SUSTAINED, sustained);
        samples.add("events behind at the end", behind);
        samples.add(RATIO, stored.perSecond() / idle);
        samples.add(SUSTAINED_RATIO, sustained / idle);
    }

    private Load load(int port) {
        return new Load(Load.Door.MQTT, port, "", Residents.SECRET, connections, window, 0, "");
    }

    private static Finding finding(Samples samples) {
        var figures = samples.medians();
        var ratios = new TreeMap<String, Object>();
        for (var name : new String[] {RATIO, SUSTAINED_RATIO}) {
            ratios.put(name, figures.getOrDefault(name, ""));
            figures.remove(name);
        }
        return new Finding(
                "mqtt",
                figures,
                ratios,
                "the same broker and door with a handler that completes at once");
    }
}
