package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;

import dev.lekha.kernel.Json;
import dev.lekha.wire.WireServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The compose file's two nodes without containers: each a process with its very environment and
 * secrets, over the compose file's Mosquitto and a server that speaks MongoDB's protocol. Kafka is
 * away.
 */
@TestInstance(PER_CLASS)
class ComposedNodesTest {
    private static final String METER = "meter-1";
    private static final String SECRET = "a-secret-of-twenty-letters";

    private final HttpClient client = HttpClient.newHttpClient();
    private Path folder;
    private Path secrets;
    private DeployedMosquitto mosquitto;
    private WireServer mongo;
    private PlatformProcess edge;
    private PlatformProcess core;

    /**
     * @param edge port at which a node will answer for devices
     */
    DeployedMosquitto mosquitto(Path folder, Path secrets, int edge) throws Exception {
        ComposedSecrets.program("mosquitto");
        return new ComposedMosquitto(folder, secrets, METER, SECRET);
    }

    @BeforeAll
    void up(@TempDir Path folder) throws Exception {
        this.folder = folder;
        secrets = ComposedSecrets.make(folder.resolve("secrets"));
        var port = PlatformProcess.freePort();
        mosquitto = mosquitto(Files.createDirectory(folder.resolve("mosquitto")), secrets, port);
        mongo = new WireServer();
        core = node("lekha-core", PlatformProcess.freePort()).awaitReady();
        edge = node("lekha-edge", port).awaitReady();
        credentials();
        register();
    }

    @AfterAll
    void down() {
        for (var one : new AutoCloseable[] {edge, core, mongo, mosquitto, client}) {
            close(one);
        }
    }

    @Test
    void a_report_comes_in_by_one_node_over_tls_and_is_read_at_the_other() throws Exception {
        await().untilAsserted(() -> assertThat(asked(METER, SECRET)).isEqualTo(200));
        publish(SECRET, true);
        var operator = operator();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(
                                        core.get(
                                                        "/api/views/latest-readings?node=" + METER,
                                                        operator)
                                                .body())
                                .contains("\"value\":1500"));
        assertThat(core.get("/api/log?type=reporting.ReportAccepted", operator).body())
                .contains("\"node\":\"" + METER + "\"");

        publish("another-secret-of-some-length", false);
    }

    @Test
    void the_edge_node_answers_mosquitto_with_the_key_that_was_issued_and_prometheus_scrapes_both()
            throws Exception {
        await().untilAsserted(() -> assertThat(asked(METER, SECRET)).isEqualTo(200));
        assertThat(asked(METER, "another-secret-of-some-length")).isEqualTo(403);
        assertThat(asked("nobody", SECRET)).isEqualTo(403);

        var scraper = Files.readString(secrets.resolve("prometheus.key"));
        for (var node : new PlatformProcess[] {edge, core}) {
            var scrape = node.get("/actuator/prometheus", scraper);
            assertThat(scrape.statusCode()).isEqualTo(200);
            assertThat(scrape.body()).contains("\nlekha_log_head ");
        }
        assertThat(edge.get("/actuator/prometheus", scraper).body())
                .contains("\nlekha_mqtt_connected 1");
        assertThat(core.get("/api/log/head", scraper).statusCode()).isEqualTo(403);
    }

    /** Its environment as the compose file has it; what is elsewhere here is put in its place. */
    private PlatformProcess node(String name, int port) throws IOException {
        var own = Files.createDirectories(folder.resolve(name));
        var run = Files.createDirectories(own.resolve("run"));
        Files.writeString(run.resolve("lekha.store"), mongo.connection());
        Files.copy(secrets.resolve("mqtt.password"), run.resolve("lekha.mqtt.password"));
        Files.copy(
                secrets.resolve("operator.key"),
                Files.createDirectories(own.resolve("data")).resolve("operator.key"));
        var environment = new HashMap<String, String>();
        DeployFiles.nodes()
                .get(name)
                .path("environment")
                .properties()
                .forEach(variable ->
                        environment.put(
                                variable.getKey(), here(variable.getValue().asString(), run)));
        return new PlatformProcess(own, port, environment);
    }

    private String here(String value, Path run) {
        return value.replace("configtree:/run/lekha/", "configtree:" + run + "/")
                .replace("mosquitto:8884", "localhost:" + mosquitto.platform())
                .replace("/run/secrets/", secrets + "/")
                .replace("kafka:9092", "127.0.0.1:1");
    }

    /** As the service of that name does it. */
    private void credentials() throws Exception {
        ComposedSecrets.program("curl");
        var script =
                Files.readString(DeployFiles.FOLDER.resolve("compose/credentials.sh"))
                        .replace("/run/secrets/", secrets + "/")
                        .replace("http://lekha-core:8080", core.http.toString());
        for (var time = 0; time < 2; time++) {
            assertThat(ComposedSecrets.run("sh", "-c", script))
                    .contains("registration.CredentialIssued");
        }
    }

    private void register() throws Exception {
        var answer =
                core.post(
                        "/api/commands/registration/RegisterNode",
                        operator(),
                        "{\"node\":\"%s\",\"kind\":\"DEVICE\",\"secret\":\"%s\"}"
                                .formatted(METER, SECRET));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void publish(String secret, boolean taken) throws Exception {
        var command =
                new ProcessBuilder(
                                ComposedSecrets.program("mosquitto_pub"),
                                "-V",
                                "5",
                                "-q",
                                "1",
                                "-h",
                                "localhost",
                                "-p",
                                Integer.toString(mosquitto.devices()),
                                "--cafile",
                                secrets.resolve("ca.pem").toString(),
                                "-u",
                                METER,
                                "-P",
                                secret,
                                "-t",
                                "devices/" + METER + "/reports",
                                "-m",
                                "[{\"n\":\"energy\",\"u\":\"Wh\",\"v\":1500}]")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("pub.log").toFile())
                        .start();
        assertThat(command.waitFor() == 0)
                .as(DeployFiles.text(folder.resolve("pub.log")))
                .isEqualTo(taken);
    }

    /** As Go's HTTP client asks, where the address names user and password. */
    private int asked(String username, String password) throws Exception {
        var pair = "mosquitto:" + Files.readString(secrets.resolve("broker.secret"));
        var basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        var question = Map.of("username", username, "password", password, "clientid", "c");
        return client.send(
                        HttpRequest.newBuilder(URI.create(edge.http + "/api/broker/user"))
                                .header("Authorization", "Basic " + basic)
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                Json.MAPPER.writeValueAsString(question)))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private String operator() throws IOException {
        return Files.readString(secrets.resolve("operator.key"));
    }

    private static void close(AutoCloseable one) {
        try {
            if (one != null) {
                one.close();
            }
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
