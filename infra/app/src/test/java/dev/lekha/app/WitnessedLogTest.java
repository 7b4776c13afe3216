package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.app.audit.RunningWitness;
import dev.lekha.crypto.key.KeyFolder;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.SignerKey;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.TreeHead;
import dev.lekha.crypto.witness.Judgement.Standing;
import dev.lekha.crypto.witness.TlogProof;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.HealthIndicator;

/** A running platform whose checkpoints two of three witnesses have to cosign. */
class WitnessedLogTest {
    private static final String ORIGIN = "lekha.test/witnessed";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir Path parent;

    private Path data;
    private List<SignerKey> log;

    @BeforeEach
    void keys() throws IOException {
        data = Files.createDirectory(parent.resolve("data"));
        var keys =
                Files.createDirectory(
                        data.resolve("keys"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        log = new KeyFolder(keys).log(ORIGIN);
    }

    @AfterAll
    static void close() {
        CLIENT.close();
    }

    private RunningWitness witness(String name, int port) throws IOException {
        return RunningWitness.here(parent.resolve(name), log.getFirst().key(), port);
    }

    private static List<String> setting(String name, RunningWitness witness, URI url) {
        var prefix = "--lekha.evidence.witnesses." + name;
        return List.of(prefix + ".url=" + url, prefix + ".vkey=" + witness.keys.getFirst());
    }

    private RunningPlatform platform(List<String> witnesses) throws IOException {
        var settings =
                new ArrayList<>(
                        List.of(
                                "--lekha.evidence.enabled=true",
                                "--lekha.evidence.origin=" + ORIGIN,
                                "--lekha.evidence.pace=50ms",
                                "--lekha.evidence.idle-pace=50ms",
                                "--lekha.evidence.quorum=2",
                                "--lekha.mqtt.mode=off"));
        settings.addAll(witnesses);
        return new RunningPlatform(data, settings.toArray(String[]::new));
    }

    private static void register(RunningPlatform platform, String node) throws Exception {
        var body = "{\"node\":\"%s\",\"kind\":\"DEVICE\"}".formatted(node);
        assertThat(platform.command("registration/RegisterNode", body).statusCode()).isEqualTo(200);
    }

    private static long head(RunningPlatform platform) throws Exception {
        var head = platform.get("/api/log/head", platform.operator).body();
        return Long.parseLong(head.replaceAll("\\D", ""));
    }

    private static void awaitPublished(Published published, long size) {
        await().atMost(PATIENCE).until(() -> published.size() >= size);
    }

    /** The status for everybody, the reason for who runs the process. */
    private static void awaitDegraded(RunningPlatform platform, String reason) {
        var evidence = platform.context.getBean("evidenceHealthIndicator", HealthIndicator.class);
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    assertThat(evidence.health().toString()).contains(reason);
                    assertThat(platform.get("/actuator/health", "").body()).contains("DEGRADED");
                });
    }

    private static double metric(RunningPlatform platform, String name) throws Exception {
        return platform.get("/actuator/prometheus", platform.operator)
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothing_is_published_without_the_quorum_and_all_of_it_once_it_is_back() throws Exception {
        var settings = new ArrayList<String>();
        try (var one = witness("one", 0);
                var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            RunningPlatform platform;
            URI twice;
            // The third one never answers.
            try (var two = witness("two", 0)) {
                twice = two.url;
                settings.addAll(setting("one", one, one.url));
                settings.addAll(setting("two", two, two.url));
                try (var three = witness("three", 0)) {
                    var nowhere = URI.create("http://127.0.0.1:" + silent.getLocalPort());
                    settings.addAll(setting("three", three, nowhere));
                }
                platform = platform(settings);
                awaitPublished(published(platform), 1);
                register(platform, "meter-1");
                awaitPublished(published(platform), head(platform));
                assertWitnessed(published(platform));
            }
            try (platform) {
                var published = published(platform);
                var before = published.body("/checkpoint");
                register(platform, "meter-2");
                register(platform, "meter-3");
                awaitDegraded(platform, "fewer than 2 of 3 witnesses have cosigned");
                assertThat(published.body("/checkpoint")).isEqualTo(before);
                assertThat(metric(platform, "lekha_evidence_lag")).isGreaterThanOrEqualTo(2);
                assertThat(metric(platform, "lekha_evidence_witness_failures_total")).isPositive();

                try (var _ = witness("two", twice.getPort())) {
                    awaitPublished(published, head(platform));
                    assertWitnessed(published);
                    await().atMost(PATIENCE)
                            .untilAsserted(() ->
                                    assertThat(platform.get("/actuator/health", "").body())
                                            .doesNotContain("DEGRADED"));
                }
            }
        }
    }

    private static Published published(RunningPlatform platform) {
        return new Published(platform.http, platform.operator, CLIENT);
    }

    /** By the policy that the platform serves: any two of the three. */
    private static void assertWitnessed(Published published) {
        var policy = published.policy();
        assertThat(policy.witnesses()).hasSize(3);
        var judgement = policy.judge(published.newest());
        assertThat(judgement.standing()).isEqualTo(Standing.WITNESSED);
        var proof = TlogProof.parse(published.body("/api/evidence/inclusion?position=1"));
        assertThat(policy.judge(proof.checkpoint()).isWitnessed()).isTrue();
    }

    @Test
    void a_witness_that_has_seen_another_history_raises_an_alarm() throws Exception {
        try (var one = witness("one", 0);
                var two = witness("two", 0);
                var three = witness("three", 0)) {
            var forged = new Checkpoint(ORIGIN, new TreeHead(1, leaf("forged"))).text();
            var note = new Note(forged, List.of(log.getFirst().sign(forged, Instant.now())));
            assertThat(three.add(0, List.of(), note).statusCode()).isEqualTo(200);
            var settings = new ArrayList<String>();
            settings.addAll(setting("one", one, one.url));
            settings.addAll(setting("two", two, two.url));
            settings.addAll(setting("three", three, three.url));
            try (var platform = platform(settings)) {
                register(platform, "meter-1");
                awaitPublished(published(platform), head(platform));
                assertWitnessed(published(platform));
                awaitDegraded(platform, "three has seen another history of this log");
                assertThat(metric(platform, "lekha_evidence_witness_alarms_total")).isPositive();
            }
        }
    }

    private static Hash leaf(String record) {
        return Hash.leaf(record.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_checkpoint_that_was_cosigned_and_not_shown_is_made_up_for_after_a_crash()
            throws Exception {
        try (var one = witness("one", 0);
                var two = witness("two", 0);
                var three = witness("three", 0)) {
            var settings = new ArrayList<String>();
            settings.addAll(setting("one", one, one.url));
            settings.addAll(setting("two", two, two.url));
            settings.addAll(setting("three", three, three.url));
            long shown;
            var kept = parent.resolve("kept");
            try (var platform = platform(settings)) {
                awaitPublished(published(platform), 1);
                shown = published(platform).size();
                Files.copy(data.resolve("evidence/checkpoint"), kept);
                register(platform, "meter-1");
                awaitPublished(published(platform), head(platform));
            }
            // As if it had died before it showed what the witnesses have cosigned.
            try (var files = Files.newDirectoryStream(data.resolve("evidence/checkpoints"))) {
                for (var file : files) {
                    if (Long.parseLong(file.getFileName().toString()) > shown) {
                        Files.delete(file);
                    }
                }
            }
            Files.write(data.resolve("evidence/checkpoint"), Files.readAllBytes(kept));
            try (var platform = platform(settings)) {
                awaitPublished(published(platform), head(platform));
                assertWitnessed(published(platform));
                assertThat(metric(platform, "lekha_evidence_witness_alarms_total")).isZero();
            }
        }
    }
}
