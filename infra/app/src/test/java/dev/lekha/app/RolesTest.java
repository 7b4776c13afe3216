package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import dev.lekha.wire.WireServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Two processes on one log with different roles, begun at the same moment: one has the doors of
 * devices and applications, the other keeps views and answers queries, and both decide.
 */
class RolesTest {
    @TempDir static Path folder;

    private static WireServer server;
    private static PlatformProcess edge;
    private static PlatformProcess core;
    private static String key;

    @BeforeAll
    static void start() throws Exception {
        server = new WireServer();
        edge = process("edge", "edge,command");
        core = process("core", "command,projections,query");
        edge.awaitReady();
        core.awaitReady();
        key = keyInForce();
    }

    private static PlatformProcess process(String name, String roles) throws IOException {
        return new PlatformProcess(
                Files.createDirectories(folder.resolve(name)),
                "--lekha.store=" + server.connection(),
                "--lekha.roles=" + roles);
    }

    /** Both made a first key at once: one is the operator's, and the other is not kept. */
    private static String keyInForce() throws IOException {
        var files = new ArrayList<Path>();
        for (var name : List.of("edge", "core")) {
            var file = folder.resolve(name).resolve("data/operator.key");
            if (Files.exists(file)) {
                files.add(file);
            }
        }
        assertThat(files).hasSize(1);
        return Files.readString(files.getFirst()).strip();
    }

    @AfterAll
    static void stop() {
        edge.close();
        core.close();
        server.close();
    }

    @Test
    void each_process_has_the_doors_of_its_roles_and_no_others() throws Exception {
        assertThat(edge.get("/api/views/nodes", key).statusCode()).isEqualTo(404);
        assertThat(core.get("/api/views/nodes", key).statusCode()).isEqualTo(200);
        new Socket(edge.mqtt.getHost(), edge.mqtt.getPort()).close();
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new Socket(core.mqtt.getHost(), core.mqtt.getPort()).close());
    }

    @Test
    @Requirement({"6.14", "8-I3c"})
    void what_one_process_takes_in_the_other_shows_charged() throws Exception {
        var town = new MeterTown(1, _ -> edge.mqtt, 0);
        town.install(edge, key);
        town.reports(() -> town.awaitReports(10));
        town.awaitBilled(core, key);
    }

    @Test
    @Requirement("6.14")
    void of_two_that_ask_two_processes_for_one_name_one_gets_it_and_the_other_is_told()
            throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var round = 0; round < 10; round++) {
                var node = "raced-" + round;
                var answers = new ArrayList<JsonNode>();
                for (var answer :
                        threads.invokeAll(
                                List.of(
                                        registering(edge, node, ""),
                                        registering(core, node, "")))) {
                    answers.add(answer.get());
                }
                assertThat(answers).filteredOn(answer -> answer.has("position")).hasSize(1);
                assertThat(answers)
                        .filteredOn(answer -> !answer.has("position"))
                        .extracting(answer -> answer.path("code").asString())
                        .containsExactly("name-taken");
            }
        }
    }

    @Test
    void what_falls_due_is_done_once_though_two_processes_look() throws Exception {
        var mortal = IntStream.range(0, 20).mapToObj(number -> "mortal-" + number).toList();
        registering(edge, "mortal-0", ",\"lifetime\":\"PT60S\"").call();
        var renewed = "{\"node\":\"mortal-0\",\"lifetime\":\"P1D\"}";
        edge.post("/api/commands/registration/RenewRegistration", key, renewed);
        for (var node : mortal.subList(1, mortal.size())) {
            registering(edge, node, ",\"lifetime\":\"PT2S\"").call();
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> deregistered().size() >= mortal.size() - 1);
        assertThat(deregistered())
                .containsExactlyInAnyOrderElementsOf(mortal.subList(1, mortal.size()));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(items("/api/views/expirations"))
                                .extracting(row -> row.path("node").asString())
                                .containsExactly("mortal-0"));
    }

    private static List<String> deregistered() throws Exception {
        return core.get("/api/log?type=registration.NodeDeregistered", key)
                .body()
                .lines()
                .map(line -> Json.MAPPER.readTree(line).at("/body/node").asString())
                .toList();
    }

    private static List<JsonNode> items(String path) throws Exception {
        var items = new ArrayList<JsonNode>();
        Json.MAPPER.readTree(core.get(path, key).body()).path("items").forEach(items::add);
        return items;
    }

    private static Callable<JsonNode> registering(
            PlatformProcess process, String node, String more) {
        var body = "{\"node\":\"%s\",\"kind\":\"DEVICE\"%s}".formatted(node, more);
        return () ->
                Json.MAPPER.readTree(
                        process.post("/api/commands/registration/RegisterNode", key, body).body());
    }
}
