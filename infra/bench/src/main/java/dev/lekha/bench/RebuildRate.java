package dev.lekha.bench;

import dev.lekha.app.FollowersEndpoint;
import dev.lekha.app.demo.LoopbackPlatform;
import dev.lekha.kernel.Commands;
import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.reporting.ReportingEvent.ReportAccepted;
import dev.lekha.projection.Views;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Events a second at which one view is made anew from a long log, while reports come in and the
 * others go on.
 */
@Command(
        name = "rebuild",
        description = "Events a second that a view is rebuilt with, while others go on.")
final class RebuildRate implements Callable<Integer> {
    private static final int BATCH = 500;
    private static final int NODES = 1_000;
    private static final List<String> REBUILT = List.of("latest-readings", "reading-history");
    private static final String RATIO = ": rebuilt to read and decoded";

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "Of which the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--events",
            defaultValue = "200000",
            description = "In the log (default: ${DEFAULT-VALUE}).")
    private int events = 200_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    private final Samples samples = new Samples();

    @Override
    public Integer call() throws InterruptedException {
        try (var platform = LoopbackPlatform.temporary()) {
            var residents = new Residents(platform.part(Commands.class));
            residents.register(NODES);
            fill(platform);
            samples.add("seconds until all followers had the log", new Rest(platform).await());
            try (var traffic = new Traffic(residents, NODES)) {
                measure(platform, new Samples());
                for (var round = 0; round < rounds; round++) {
                    measure(platform, samples);
                }
                samples.add("reports/s meanwhile", traffic.perSecond());
            }
        }
        finding().print(spec.commandLine().getOut());
        return 0;
    }

    /** Straight into the store: how it came there does not matter here. */
    private void fill(LoopbackPlatform platform) {
        var engine = platform.part(AxonConfiguration.class).getComponent(EventStorageEngine.class);
        var bare = new BareStore(engine, platform.part(Log.class));
        for (var first = 0; first < events; first += BATCH) {
            bare.append(
                            IntStream.range(first, Math.min(events, first + BATCH))
                                    .<TaggedEventMessage<?>>mapToObj(RebuildRate::report)
                                    .toList())
                    .join();
        }
    }

    private static TaggedEventMessage<?> report(int number) {
        var node = Load.node(number % NODES);
        var request = "filled-" + number;
        var body = BareCommands.reported(node, request, "2026-01-01T00:00:00.123456Z", number);
        return BareStore.event(ReportAccepted.class, body, BareCommands.reportTags(node, request));
    }

    private static void measure(LoopbackPlatform platform, Samples into)
            throws InterruptedException {
        var read = read(platform);
        into.add("events/s read and decoded", read);
        for (var view : REBUILT) {
            var rebuilt = rebuild(platform, view);
            into.add(view + ": events/s", rebuilt);
            into.add(view + RATIO, rebuilt / read);
        }
    }

    /** The yardstick: one reader of the log that decodes every event and keeps none. */
    private static double read(LoopbackPlatform platform) {
        var catalogue = platform.part(EventCatalogue.class);
        var log = platform.part(Log.class);
        var began = System.nanoTime();
        var head = log.head();
        try (var cursor = log.after(0, Log.Filter.ALL)) {
            for (var position = 0L; position < head; position++) {
                var stored = cursor.next(Duration.ZERO).orElseThrow();
                catalogue.decode(stored.type(), stored.version(), stored.id(), stored.body());
            }
        }
        return head * 1e9 / (System.nanoTime() - began);
    }

    private static double rebuild(LoopbackPlatform platform, String view)
            throws InterruptedException {
        var views = platform.part(Views.class);
        var began = System.nanoTime();
        var head = platform.part(Log.class).head();
        platform.part(FollowersEndpoint.class).act("view." + view, "rebuild");
        while (views.position(view) < head) {
            Thread.sleep(Duration.ofMillis(5));
        }
        return head * 1e9 / (System.nanoTime() - began);
    }

    private Finding finding() {
        var figures = samples.medians();
        var ratios = new TreeMap<String, Object>();
        for (var view : REBUILT) {
            ratios.put(view + RATIO, figures.getOrDefault(view + RATIO, ""));
            figures.remove(view + RATIO);
        }
        figures.put("events in the log", events);
        return new Finding(
                "rebuild", figures, ratios, "reading and decoding the same log by one cursor");
    }
}
