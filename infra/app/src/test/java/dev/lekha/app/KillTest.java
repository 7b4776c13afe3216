package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Requirement;
import dev.lekha.store.embedded.EmbeddedStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
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
        var town = new MeterTown(METERS, _ -> platform.mqtt, SEED);
        town.install(platform, platform.operatorKey());
        town.reports(() -> {
            for (var kill = 0; kill < KILLS; kill++) {
                town.awaitReports(50 + random.nextInt(2_000));
                registerMortal("mortal-" + kill, random.nextInt(1_000));
                platform.kill();
                platform.close();
                platform = new PlatformProcess(folder).awaitReady();
            }
            town.awaitReports(50);
        });
        town.awaitBilled(platform, platform.operatorKey());
        await().atMost(Duration.ofSeconds(30)).until(() -> expired().size() >= KILLS);
        assertThat(expired()).as("seed %d: each expires once", SEED).hasSize(KILLS);
        assertThat(platform.stop()).as("seed %d: the exit after a signal", SEED).isEqualTo(143);
        platform.close();
        check(town);
    }

    /** It falls due before the kill, during the time without a platform, or after it. */
    private void registerMortal(String node, int millis) throws Exception {
        var body =
                "{\"node\":\"%s\",\"kind\":\"DEVICE\",\"lifetime\":\"PT1.%03dS\"}"
                        .formatted(node, millis);
        var answer =
                platform.post(
                        "/api/commands/registration/RegisterNode", platform.operatorKey(), body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private List<String> expired() throws Exception {
        var events =
                platform.get("/api/log?type=registration.NodeDeregistered", platform.operatorKey());
        return events.body().lines().toList();
    }

    private void check(MeterTown town) {
        var data = folder.resolve("data");
        try (var store = EmbeddedStore.openReadOnly(data)) {
            town.check(store.reader());
        }
        assertThat(Lekha.commandLine().execute("replay", "--data", data.toString()))
                .as("seed %d: every view equals its replay", SEED)
                .isZero();
    }
}
