package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import dev.lekha.wire.WireServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes of the platform on one log, killed by turns under load: {@code ./lekha test
 * -Dtest=NodesTest -Dlekha.kills=50 -Dsurefire.failIfNoSpecifiedTests=false} for many times.
 */
class NodesTest {
    private static final int KILLS = Integer.getInteger("lekha.kills", 1);
    private static final long SEED = Long.getLong("lekha.seed", System.nanoTime());
    private static final int METERS = 2;
    private static final Duration TAKEOVER = Duration.ofSeconds(10);

    @TempDir Path folder;

    private final List<PlatformProcess> nodes = new ArrayList<>();

    @Test
    @Requirement({"4.9", "4.20"})
    void a_killed_node_loses_nothing_and_another_takes_its_followers_over() throws Exception {
        var random = new Random(SEED);
        try (var server = new WireServer()) {
            nodes.add(start(0, server));
            nodes.add(start(1, server));
            var key = nodes.getFirst().operatorKey();
            var town = new MeterTown(METERS, number -> nodes.get(number % 2).mqtt, SEED);
            town.install(nodes.getFirst(), key);
            town.reports(() -> {
                for (var kill = 0; kill < KILLS; kill++) {
                    town.awaitReports(30 + random.nextInt(40));
                    kill(kill % 2, key);
                    nodes.set(kill % 2, start(kill % 2, server));
                }
                town.awaitReports(50);
            });
            town.awaitBilled(nodes.getLast(), key);
            for (var node : nodes) {
                assertThat(node.stop()).isEqualTo(143);
                node.close();
            }
            check(town, server);
        }
    }

    private PlatformProcess start(int number, WireServer server) throws IOException {
        var own = Files.createDirectories(folder.resolve("node-" + number));
        return new PlatformProcess(own, "--lekha.store=" + server.connection()).awaitReady();
    }

    /** Within seconds the other one keeps every view and acts on every policy. */
    private void kill(int number, String key) throws Exception {
        nodes.get(number).kill();
        nodes.get(number).close();
        var other = nodes.get(1 - number);
        await().atMost(TAKEOVER)
                .untilAsserted(() -> {
                    var states = new ArrayList<String>();
                    Json.MAPPER
                            .readTree(other.get("/actuator/followers", key).body())
                            .forEach(one -> states.add(one.toString()));
                    assertThat(states)
                            .as("seed %d", SEED)
                            .isNotEmpty()
                            .allMatch(state -> state.contains("\"following\""));
                });
    }

    private static void check(MeterTown town, WireServer server) {
        var commits = new CommitMeters(new SimpleMeterRegistry());
        try (var store =
                StoreOnServer.open(
                        server.connection(), Discovery.events(), Clock.systemUTC(), commits)) {
            town.check(store.reader());
        }
        assertThat(Lekha.commandLine().execute("replay", "--store", server.connection()))
                .as("seed %d: every view equals its replay", SEED)
                .isZero();
    }
}
