package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.app.audit.SecondLook;
import dev.lekha.crypto.note.VerifierKey;
import dev.lekha.wire.WireServer;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Keys of a log on MongoDB change beside the nodes that write and publish it. */
class RotatingNodesTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir Path parent;
    private Path shared;
    private Path root;
    private Path rootKey;
    private Path request;

    @AfterAll
    static void close() {
        CLIENT.close();
    }

    @BeforeEach
    void a_root() throws Exception {
        shared = Files.createDirectories(parent.resolve("shared"));
        request = parent.resolve("request");
        root = parent.resolve("root.pem");
        rootKey = parent.resolve("root.vkey");
        Files.writeString(rootKey, done("keys", "root", "--out", root));
    }

    private static String done(Object... arguments) {
        var ran = Ran.lekha(arguments);
        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        return ran.out();
    }

    private RunningPlatform node(WireServer server) throws Exception {
        return new RunningPlatform(
                Files.createDirectories(parent.resolve("node")),
                "--lekha.store=" + server.connection(),
                "--lekha.evidence.enabled=true",
                "--lekha.evidence.folder=" + shared.resolve("evidence"),
                "--lekha.evidence.keys=" + shared.resolve("keys"),
                "--lekha.evidence.pace=100ms",
                "--lekha.evidence.idle-pace=100ms",
                "--lekha.evidence.time.every=200ms",
                "--lekha.mqtt.mode=off");
    }

    private Ran keys(WireServer server, Object... words) {
        var all = new ArrayList<Object>(List.of("keys"));
        all.addAll(List.of(words));
        all.addAll(List.of("--data", shared, "--store", server.connection()));
        return Ran.lekha(all.toArray());
    }

    private void rotate(WireServer server, String role) throws Exception {
        var step = new Object[] {"rotate", "--prepare", "--role", role, "--request", request};
        assertThat(keys(server, step)).extracting(Ran::code).isEqualTo(0);
        done("keys", "sign-rotation", request, "--root", root);
        step[1] = "--apply";
        var applied = keys(server, step);
        assertThat(applied.code()).as(applied.out() + applied.err()).isZero();
        Files.delete(request);
    }

    private static VerifierKey signer(Published published) {
        return published.policy().logs().getFirst().key();
    }

    private static void grow(RunningPlatform node, Published published, String name)
            throws Exception {
        long size = published.size();
        node.command(
                "registration/RegisterNode",
                "{\"node\":\"%s\",\"kind\":\"DEVICE\"}".formatted(name));
        await().atMost(SOON).until(() -> published.size() > size);
        await().atMost(SOON)
                .until(() ->
                        published
                                        .get("/timestamp/" + published.size() + "/platform.tsr")
                                        .statusCode()
                                == 200);
    }

    @Test
    void a_running_node_goes_on_with_the_new_keys_and_a_bundle_crosses_their_rotation()
            throws Exception {
        try (var server = new WireServer();
                var node = node(server)) {
            var published = new Published(node.http, node.operator, CLIENT);
            await().atMost(SOON).until(() -> published.size() > 0);
            grow(node, published, "meter-1");
            var policy =
                    Files.copy(shared.resolve("evidence/log.policy"), parent.resolve("policy"));
            var before = signer(published);
            var vkey = Files.readString(rootKey).strip();
            assertThat(keys(server, "introduce", "--root", vkey).err()).isEmpty();

            rotate(server, "log");
            grow(node, published, "meter-2");
            rotate(server, "time-stamping");
            grow(node, published, "meter-3");

            assertThat(signer(published)).isNotEqualTo(before);
            assertThat(health(node)).contains("UP").doesNotContain("DEGRADED");
            var zip = parent.resolve("x.zip");
            done("audit", "export", "--data", shared, "--out", zip, "--from", 2);
            var roots = shared.resolve("evidence/time-stamping-root.pem");
            var verified =
                    Ran.lekha(
                            "audit",
                            "verify",
                            zip,
                            "--policy",
                            policy,
                            "--key-root",
                            rootKey,
                            "--time-root",
                            roots);
            assertThat(verified.code()).as(verified.out()).isEqualTo(10);
            assertThat(SecondLook.at(zip, policy, "--key-root", rootKey, "--roots", roots))
                    .isEqualTo(10);
        }
    }

    @Test
    void a_node_beside_a_rotation_that_is_half_done_says_so_and_publishes_nothing()
            throws Exception {
        try (var server = new WireServer();
                var node = node(server)) {
            var published = new Published(node.http, node.operator, CLIENT);
            await().atMost(SOON).until(() -> published.size() > 0);
            var marker = shared.resolve("keys/next/applying");
            Files.createDirectories(marker.getParent());
            Files.writeString(marker, "1000\n");
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(health(node)).contains("DEGRADED", "half done"));
            Files.delete(marker);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(health(node)).doesNotContain("DEGRADED"));
        }
    }

    private static String health(RunningPlatform platform) {
        return platform.context
                .getBean("evidenceHealthIndicator", HealthIndicator.class)
                .health()
                .toString();
    }
}
