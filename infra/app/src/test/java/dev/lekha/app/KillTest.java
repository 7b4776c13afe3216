package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Requirement;
import dev.lekha.store.embedded.EmbeddedStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the platform under load, again and again: {@code ./lekha test -Dtest=KillTest
 * -Dlekha.kills=50 -Dsurefire.failIfNoSpecifiedTests=false} for many times.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("lekha.kills", 2);
    private static final long SEED = Long.getLong("lekha.seed", System.nanoTime());
    private static final int METERS = 8;

    @TempDir Path folder;

    private volatile PlatformProcess platform;

    @Test
    @Requirement({"4.7", "4.20", "4.23"})
    void no_acknowledged_report_is_lost_none_is_counted_twice_and_every_view_equals_its_replay()
            throws Exception {
        var random = new Random(SEED);
        platform = new PlatformProcess(folder).awaitReady();
        var meters =
                IntStream.range(0, METERS)
                        .mapToObj(number -> new Meter("meter-" + number, () -> platform.mqtt))
                        .toList();
        install(meters);
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            meters.forEach(threads::submit);
            for (var kill = 0; kill < KILLS; kill++) {
                awaitReports(meters, 50 + random.nextInt(2_000));
                platform.kill();
                platform.close();
                platform = new PlatformProcess(folder).awaitReady();
            }
            awaitReports(meters, 50);
            meters.forEach(Meter::enough);
        }
        awaitBilled(meters);
        assertThat(platform.stop()).as("seed %d: the exit after a signal", SEED).isEqualTo(143);
        platform.close();
        check(meters);
    }

    private void install(List<Meter> meters) throws Exception {
        command(
                "charging/PublishTariff",
                """
                {"tariff":"t","ratingGroup":"energy","currency":"EUR","unit":"Wh","price":"1/50","validFrom":"2020-01-01"}\
                """);
        for (var meter : meters) {
            command(
                    "registration/RegisterNode",
                    """
                    {"node":"%s","kind":"DEVICE","secret":"%s"}\
                    """
                            .formatted(meter.node, Meter.SECRET));
            command(
                    "charging/ConfigureChargeableEvent",
                    """
                    {"node":"%s","metric":"energy","ratingGroup":"energy","shares":[{"subscription":"%s","share":"1"}]}\
                    """
                            .formatted(meter.node, meter.node));
        }
    }

    private void command(String path, String body) throws Exception {
        var answer = platform.post("/api/commands/" + path, platform.operatorKey(), body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void awaitReports(List<Meter> meters, int more) {
        var goal = total(meters) + more;
        await().atMost(Duration.ofMinutes(2)).until(() -> total(meters) >= goal);
    }

    private static int total(List<Meter> meters) {
        return meters.stream().mapToInt(meter -> meter.acknowledged.size()).sum();
    }

    /** Each meter began at 1,001 and is charged for what came after. */
    private void awaitBilled(List<Meter> meters) {
        for (var meter : meters) {
            var due = String.valueOf(meter.register() - 1_001);
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> {
                        var ledger =
                                platform.get(
                                        "/api/views/usage-ledger?subscription=" + meter.node,
                                        platform.operatorKey());
                        var quantity = new ArrayList<String>();
                        Json.MAPPER
                                .readTree(ledger.body())
                                .path("items")
                                .forEach(row ->
                                        quantity.add(
                                                row.path("quantities")
                                                        .path(0)
                                                        .path("quantity")
                                                        .asString()));
                        assertThat(quantity).as("seed %d", SEED).containsExactly(due);
                    });
        }
    }

    private void check(List<Meter> meters) {
        var data = folder.resolve("data");
        var stored = new ArrayList<String>();
        try (var store = EmbeddedStore.openReadOnly(data);
                var cursor =
                        store.reader()
                                .after(
                                        0,
                                        new Log.Filter(
                                                List.of("reporting.ReportAccepted"), List.of()))) {
            for (var next = cursor.next(Duration.ZERO);
                    next.isPresent();
                    next = cursor.next(Duration.ZERO)) {
                var body = Json.MAPPER.readTree(next.get().body());
                stored.add(body.path("node").asString() + "/" + body.path("request").asString());
            }
        }
        assertThat(stored).as("seed %d: no report twice", SEED).doesNotHaveDuplicates();
        var all = new HashSet<>(stored);
        for (var meter : meters) {
            assertThat(all)
                    .as("seed %d: what was acknowledged is stored", SEED)
                    .containsAll(
                            meter.acknowledged.stream().map(id -> meter.node + "/" + id).toList());
        }
        assertThat(Lekha.commandLine().execute("replay", "--data", data.toString()))
                .as("seed %d: every view equals its replay", SEED)
                .isZero();
    }
}
