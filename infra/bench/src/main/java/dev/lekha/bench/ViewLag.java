package dev.lekha.bench;

import dev.lekha.app.demo.LoopbackPlatform;
import dev.lekha.kernel.Commands;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How long after its acknowledgement a report can be read, and how long until it has become money,
 * while devices send as fast as they are let, all of them charged.
 */
@Command(name = "lag", description = "How far views and policies lag behind under full MQTT load.")
final class ViewLag implements Callable<Integer> {
    private static final double LIMIT_MILLIS = 1_000;

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

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    private final Samples samples = new Samples();

    @Override
    public Integer call() throws Exception {
        try (var platform = LoopbackPlatform.temporary();
                var loader = new Loader()) {
            var residents = new Residents(platform.part(Commands.class));
            residents.register(connections + 1);
            residents.charge(connections);
            residents.charge(Load.node(connections), Probe.SUBSCRIPTION).join();
            var load =
                    new Load(
                            Load.Door.MQTT,
                            platform.mqttPort(),
                            "",
                            Residents.SECRET,
                            connections,
                            window,
                            0,
                            "");
            loader.run(load.named("w", rounds.warmUp()));
            var rest = new Rest(platform);
            try (var probe = new Probe(platform, Load.node(connections))) {
                for (var round = 0; round < rounds.count(); round++) {
                    rest.await();
                    probe.begin();
                    var outcome = loader.run(load.named("r" + round, rounds.each()));
                    var behind = rest.behind();
                    take(probe.end(), outcome, behind, rest.await());
                }
            }
            followers(platform.part(MeterRegistry.class));
        }
        finding().print(spec.commandLine().getOut());
        return 0;
    }

    private void take(Probe.Lags lags, Load.Outcome outcome, long behind, double catchUp) {
        take("acknowledged", lags.acknowledged());
        take("readable", lags.readable());
        take("charged", lags.charged());
        samples.add("reports/s", outcome.perSecond());
        samples.add("events behind at the end", behind);
        samples.add("seconds to catch up", catchUp);
    }

    private void take(String what, Histogram micros) {
        samples.add(what + " p50 ms", micros.getValueAtPercentile(50) / 1e3);
        samples.add(what + " p99 ms", micros.getValueAtPercentile(99) / 1e3);
        samples.add(what + " max ms", micros.getMaxValue() / 1e3);
    }

    /**
     * What the platform itself says of its followers, towards the end: from the door's receipt on.
     */
    private void followers(MeterRegistry meters) {
        var slowest = 0.0;
        for (Timer timer : meters.find("lekha.follower.lag").timers()) {
            var follower = String.valueOf(timer.getId().getTag("follower"));
            var p99 = p99(timer);
            if (follower.startsWith("policy.")) {
                samples.add(follower + " p99 ms since receipt", p99);
            } else {
                slowest = Math.max(slowest, p99);
            }
        }
        samples.add("slowest view p99 ms since receipt", slowest);
    }

    private static double p99(Timer timer) {
        return Stream.of(timer.takeSnapshot().percentileValues())
                .filter(each -> each.percentile() == 0.99)
                .mapToDouble(each -> each.value(TimeUnit.MILLISECONDS))
                .findFirst()
                .orElseThrow();
    }

    private Finding finding() {
        var ratios = new TreeMap<String, Object>();
        for (var what : new String[] {"readable", "charged"}) {
            ratios.put(
                    what + " p99 to the limit of 1 s",
                    Samples.short4(samples.median(what + " p99 ms") / LIMIT_MILLIS));
        }
        return new Finding(
                "lag",
                samples.medians(),
                Map.copyOf(ratios),
                "one second, from PUBACK until the row is there");
    }
}
