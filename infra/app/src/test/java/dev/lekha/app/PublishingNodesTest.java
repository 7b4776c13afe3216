package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.crypto.bundle.ProofText;
import dev.lekha.crypto.tree.ProofCheck;
import dev.lekha.wire.WireServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Several processes on one log: one of them publishes. */
class PublishingNodesTest {
    private static final Duration TAKEOVER = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir Path parent;

    @AfterAll
    static void close() {
        CLIENT.close();
    }

    private String[] settings(WireServer server, String folder) {
        return new String[] {
            "--lekha.store=" + server.connection(),
            "--lekha.evidence.enabled=true",
            "--lekha.evidence.folder=" + parent.resolve(folder).resolve("evidence"),
            "--lekha.evidence.keys=" + parent.resolve(folder).resolve("keys"),
            "--lekha.evidence.pace=100ms",
            "--lekha.evidence.idle-pace=100ms",
            "--lekha.mqtt.mode=off"
        };
    }

    private PlatformProcess process(String name, WireServer server) throws IOException {
        var own = Files.createDirectories(parent.resolve(name));
        return new PlatformProcess(own, settings(server, "shared")).awaitReady();
    }

    private static boolean publishes(PlatformProcess node, String key) throws Exception {
        return node.get("/actuator/prometheus", key)
                .body()
                .lines()
                .anyMatch(line -> line.matches("lekha_evidence_size [1-9].*"));
    }

    private static void register(PlatformProcess node, String key, String name) throws Exception {
        var body = "{\"node\":\"%s\",\"kind\":\"DEVICE\"}".formatted(name);
        assertThat(node.post("/api/commands/registration/RegisterNode", key, body).statusCode())
                .isEqualTo(200);
    }

    @Test
    void when_the_publisher_is_killed_the_other_goes_on_with_the_same_tree() throws Exception {
        try (var server = new WireServer();
                var first = process("first", server)) {
            var key = first.operatorKey();
            await().atMost(TAKEOVER).until(() -> publishes(first, key));
            try (var second = process("second", server)) {
                register(second, key, "meter-1");
                var published = new Published(second.http, key, CLIENT);
                await().atMost(TAKEOVER).until(() -> published.size() >= 2);
                assertThat(publishes(second, key)).isFalse();
                first.kill();
                var before = published.head();

                register(second, key, "meter-2");

                await().atMost(TAKEOVER).until(() -> published.size() > before.size());
                assertThat(publishes(second, key)).isTrue();
                var proof =
                        ProofText.parse(
                                published.body("/api/evidence/consistency?from=" + before.size()),
                                ProofText.Format.CONSISTENCY);
                var after = published.head(proof.numbers().getLast());
                ProofCheck.consistency(before, after, proof.hashes());
            }
        }
    }

    @Test
    void a_process_with_a_folder_of_its_own_is_refused_and_says_so() throws Exception {
        try (var server = new WireServer();
                var first = new RunningPlatform(data("first"), settings(server, "one"))) {
            var published = new Published(first.http, first.operator, CLIENT);
            await().atMost(TAKEOVER).until(() -> published.size() > 0);
            var stranger = data("second");
            Files.copy(parent.resolve("first/operator.key"), stranger.resolve("operator.key"));
            try (var second = new RunningPlatform(stranger, settings(server, "two"))) {
                await().atMost(TAKEOVER)
                        .untilAsserted(() ->
                                assertThat(health(second))
                                        .contains("DEGRADED", "share lekha.evidence.folder"));
                first.command(
                        "registration/RegisterNode", "{\"node\":\"m-1\",\"kind\":\"DEVICE\"}");
                await().atMost(TAKEOVER).until(() -> published.size() > 1);
                assertThat(parent.resolve("two/evidence/checkpoint")).doesNotExist();
            }
        }
    }

    private Path data(String name) throws IOException {
        return Files.createDirectories(parent.resolve(name));
    }

    private static String health(RunningPlatform platform) {
        return platform.context
                .getBean("evidenceHealthIndicator", HealthIndicator.class)
                .health()
                .toString();
    }

    @Test
    void a_folder_that_was_lost_is_begun_anew_where_the_operator_says_so() throws Exception {
        try (var server = new WireServer()) {
            var data = data("first");
            try (var first = new RunningPlatform(data, settings(server, "one"))) {
                var published = new Published(first.http, first.operator, CLIENT);
                await().atMost(TAKEOVER).until(() -> published.size() > 0);
            }
            var settings = settings(server, "two");
            settings[settings.length - 1] = "--lekha.evidence.new-folder=true";
            try (var second = new RunningPlatform(data, settings)) {
                var published = new Published(second.http, second.operator, CLIENT);
                await().atMost(TAKEOVER).until(() -> published.size() > 0);
            }
        }
    }
}
