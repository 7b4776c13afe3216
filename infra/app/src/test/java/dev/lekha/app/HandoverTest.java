package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import dev.lekha.wire.WireServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Devices that go from one process to another, and from one protocol to another, on one log. */
class HandoverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static WireServer server;
    private static RunningPlatform north;
    private static RunningPlatform south;

    @BeforeAll
    static void up(@TempDir Path folder) throws Exception {
        server = new WireServer();
        north = node(Files.createDirectory(folder.resolve("north")), "north");
        var own = Files.createDirectory(folder.resolve("south"));
        Files.writeString(own.resolve("operator.key"), north.operator);
        south = node(own, "south");
        accepted(
                "charging/PublishTariff",
                """
                {"tariff":"t","ratingGroup":"energy","currency":"EUR","unit":"Wh","price":"1/50","validFrom":"2020-01-01"}\
                """);
    }

    private static RunningPlatform node(Path data, String domain) throws Exception {
        return new RunningPlatform(
                data, "--lekha.store=" + server.connection(), "--lekha.domain=" + domain);
    }

    @AfterAll
    static void down() {
        south.close();
        north.close();
        server.close();
    }

    @Test
    @Requirement("4.14")
    void a_meter_that_changes_node_and_protocol_keeps_its_order_and_is_charged_once_where_it_was()
            throws Exception {
        install("roamer");
        try (var here = mqtt(north, "roamer")) {
            assertThat(report(here, "roamer", "r1", 1_000)).isZero();
            assertThat(report(here, "roamer", "r2", 1_100)).isZero();
        }
        try (var there = mqtt(south, "roamer")) {
            // It does not know whether its last report came through, so it sends it again.
            assertThat(report(there, "roamer", "r2", 1_100)).isZero();
            assertThat(report(there, "roamer", "r3", 1_250)).isZero();
        }
        assertThat(post(south, "roamer", "r3", 1_250)).contains("ReportDuplicateIgnored");
        assertThat(post(south, "roamer", "r4", 1_300)).contains("ReportAccepted");
        assertThat(post(north, "roamer", "r5", 1_360)).contains("ReportAccepted");

        await().atMost(PATIENCE).until(() -> cdrs("roamer").size() == 4);
        assertThat(texts(log("reporting.ReportAccepted", "roamer"), "request via visitedDomain"))
                .containsExactly(
                        "r1 mqtt north",
                        "r2 mqtt north",
                        "r3 mqtt south",
                        "r4 http south",
                        "r5 http north");
        assertThat(texts(log("reporting.ReportDuplicateIgnored", "roamer"), "request via"))
                .containsExactly("r2 mqtt", "r3 http");
        assertThat(log("charging.UsageRecorded", "roamer"))
                .extracting(used ->
                        used.at("/quantity").asString()
                                + " "
                                + used.at("/origin/visitedDomain").asString())
                .containsExactly("100 north", "150 south", "50 south", "60 north");
        assertThat(texts(cdrs("roamer"), "fromValue toValue visitedDomain"))
                .containsExactly(
                        "1000 1100 north", "1100 1250 south", "1250 1300 south", "1300 1360 north");
    }

    @Test
    @Requirement("4.14")
    void a_report_that_two_nodes_hear_at_once_is_taken_by_one_of_them() throws Exception {
        install("between");
        try (var here = mqtt(north, "between")) {
            for (var round = 0; round < 20; round++) {
                var request = "r" + round;
                var value = 1_000 + round;
                var other =
                        Thread.ofVirtual()
                                .start(() -> {
                                    try {
                                        post(south, "between", request, value);
                                    } catch (Exception failed) {
                                        throw new IllegalStateException(failed);
                                    }
                                });
                assertThat(report(here, "between", request, value)).isZero();
                other.join();
            }
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    assertThat(texts(log("reporting.ReportAccepted", "between"), "request"))
                            .hasSize(20)
                            .doesNotHaveDuplicates();
                    assertThat(log("reporting.ReportDuplicateIgnored", "between")).hasSize(20);
                });
    }

    @Test
    @Requirement("4.14")
    void where_it_was_heard_is_not_for_the_device_to_say() throws Exception {
        install("liar");
        var answer =
                south.post(
                        "/api/commands/reporting/AcceptReport",
                        key("liar"),
                        """
                        {"node":"liar","request":"r1","visitedDomain":"north","pack":[{"n":"energy","u":"Wh","v":1}]}\
                        """);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(texts(log("reporting.ReportAccepted", "liar"), "visitedDomain"))
                                .containsExactly("south"));
    }

    private static void install(String node) throws Exception {
        accepted(
                "registration/RegisterNode",
                "{\"node\":\"%s\",\"kind\":\"DEVICE\",\"secret\":\"%s\"}"
                        .formatted(node, Meter.SECRET));
        accepted(
                "charging/ConfigureChargeableEvent",
                """
                {"node":"%1$s","metric":"energy","ratingGroup":"energy","shares":[{"subscription":"%1$s","share":"1"}]}\
                """
                        .formatted(node));
        for (var platform : List.of(north, south)) {
            await().atMost(PATIENCE)
                    .until(() -> platform.get("/api/log/head", key(node)).statusCode() != 401);
        }
    }

    private static void accepted(String command, String body) throws Exception {
        var answer = north.command(command, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String key(String node) {
        return "lk." + node + "." + Meter.SECRET;
    }

    private static ReportingDevice mqtt(RunningPlatform platform, String node) throws Exception {
        return new ReportingDevice(platform.mqtt, node, Meter.SECRET);
    }

    private static String pack(int value) {
        return "[{\"n\":\"energy\",\"u\":\"Wh\",\"v\":" + value + "}]";
    }

    private static int report(ReportingDevice device, String node, String request, int value)
            throws Exception {
        return device.publish(
                node,
                pack(value).getBytes(StandardCharsets.UTF_8),
                new UserProperty("rqi", request));
    }

    private static String post(RunningPlatform platform, String node, String request, int value)
            throws Exception {
        var answer =
                platform.post(
                        "/api/reports/" + node, key(node), pack(value), "Request-Id", request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** Bodies of a node's events, in the order of the log. */
    private static List<JsonNode> log(String type, String node) throws Exception {
        return north.get("/api/log?type=" + type, north.operator)
                .body()
                .lines()
                .map(Json.MAPPER::readTree)
                .map(event -> event.path("body"))
                .filter(body -> body.path("node").asString("").equals(node))
                .toList();
    }

    private static List<JsonNode> cdrs(String node) throws Exception {
        return Json.MAPPER.readTree(south.view("cdrs?node=" + node)).path("items").values().stream()
                .toList();
    }

    private static List<String> texts(List<JsonNode> rows, String fields) {
        return rows.stream()
                .map(row ->
                        String.join(
                                " ",
                                List.of(fields.split(" ")).stream()
                                        .map(field -> row.path(field).asString(""))
                                        .toList()))
                .toList();
    }
}
