package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Charged meters that report all the time, and what has to be true of them in the end. */
final class MeterTown {
    private final List<Meter> meters;
    private final String seed;

    /**
     * @param brokers where a meter reports, by its number
     * @param seed told where something is not true
     */
    MeterTown(int count, IntFunction<URI> brokers, long seed) {
        this.meters =
                IntStream.range(0, count)
                        .mapToObj(
                                number -> new Meter("meter-" + number, () -> brokers.apply(number)))
                        .toList();
        this.seed = "seed " + seed;
    }

    /** By a command after another, over HTTP. */
    void install(PlatformProcess platform, String operatorKey) throws Exception {
        for (var command : commands()) {
            var answer =
                    platform.post("/api/commands/" + command.name(), operatorKey, command.body());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    /**
     * @param name capability and command
     * @param body JSON
     */
    record Command(String name, String body) {}

    /** What has to be commanded before a meter reports. */
    List<Command> commands() {
        var commands = new ArrayList<Command>();
        commands.add(
                new Command(
                        "charging/PublishTariff",
                        """
                        {"tariff":"t","ratingGroup":"energy","currency":"EUR","unit":"Wh","price":"1/50","validFrom":"2020-01-01"}\
                        """));
        for (var meter : meters) {
            commands.add(
                    new Command(
                            "registration/RegisterNode",
                            """
                            {"node":"%s","kind":"DEVICE","secret":"%s"}\
                            """
                                    .formatted(meter.node, Meter.SECRET)));
            commands.add(
                    new Command(
                            "charging/ConfigureChargeableEvent",
                            """
                            {"node":"%s","metric":"energy","ratingGroup":"energy","shares":[{"subscription":"%s","share":"1"}]}\
                            """
                                    .formatted(meter.node, meter.node)));
        }
        return commands;
    }

    /** What is done while the meters report; they stop whatever comes of it. */
    @FunctionalInterface
    interface Meanwhile {
        void run() throws Exception;
    }

    void reports(Meanwhile meanwhile) throws Exception {
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            try {
                meters.forEach(threads::submit);
                meanwhile.run();
            } finally {
                meters.forEach(Meter::enough);
            }
        }
    }

    void awaitReports(int more) {
        var goal = acknowledged() + more;
        await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged() >= goal);
    }

    int acknowledged() {
        return meters.stream().mapToInt(meter -> meter.acknowledged.size()).sum();
    }

    /** Each meter began at 1,001 and is charged for what came after. */
    void awaitBilled(PlatformProcess platform, String key) {
        for (var meter : meters) {
            var due = String.valueOf(meter.register() - 1_001);
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() ->
                            assertThat(quantities(platform, key, meter))
                                    .as(seed)
                                    .containsExactly(due));
        }
    }

    private static List<String> quantities(PlatformProcess platform, String key, Meter meter)
            throws Exception {
        var ledger = platform.get("/api/views/usage-ledger?subscription=" + meter.node, key);
        var all = new ArrayList<String>();
        Json.MAPPER
                .readTree(ledger.body())
                .path("items")
                .forEach(
                        row -> all.add(row.path("quantities").path(0).path("quantity").asString()));
        return all;
    }

    /** Nothing that was acknowledged is missing in the log, and nothing is there twice. */
    void check(Log log) {
        var stored = new ArrayList<String>();
        var reports = new Log.Filter(List.of("reporting.ReportAccepted"), List.of());
        try (var cursor = log.after(0, reports)) {
            for (var next = cursor.next(Duration.ZERO);
                    next.isPresent();
                    next = cursor.next(Duration.ZERO)) {
                var body = Json.MAPPER.readTree(next.get().body());
                stored.add(body.path("node").asString() + "/" + body.path("request").asString());
            }
        }
        assertThat(stored).as("%s: no report twice", seed).doesNotHaveDuplicates();
        var all = new HashSet<>(stored);
        for (var meter : meters) {
            assertThat(all)
                    .as("%s: what was acknowledged is stored", seed)
                    .containsAll(
                            meter.acknowledged.stream().map(id -> meter.node + "/" + id).toList());
        }
    }
}
