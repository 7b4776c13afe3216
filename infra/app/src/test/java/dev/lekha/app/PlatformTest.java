package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole path, from a device's report to the money and back to the report, through the real
 * doors.
 */
class PlatformTest {
    private static final String SECRET = "a-secret-of-twenty-letters";

    @TempDir static Path data;

    private static RunningPlatform platform;

    @BeforeAll
    static void up() throws Exception {
        platform = new RunningPlatform(data);
        accepted(
                "charging/PublishTariff",
                """
                {"tariff":"t1","ratingGroup":"energy","currency":"EUR","unit":"kWh","price":"3/10","validFrom":"2020-01-01"}\
                """);
    }

    @AfterAll
    static void down() {
        platform.close();
    }

    @Test
    @Requirement({"5.3.1", "C.1.2", "8-I2a", "8-I3a", "6.1", "6.7"})
    void a_meter_reports_over_mqtt_and_billing_reads_money_that_leads_back_to_the_report()
            throws Exception {
        meter("meter-1");
        accepted(
                "charging/ConfigureChargeableEvent",
                """
                {"node":"meter-1","metric":"energy","ratingGroup":"energy","shares":[{"subscription":"alice","share":"1"}]}\
                """);
        try (var device = new ReportingDevice(platform.mqtt, "meter-1", SECRET)) {
            for (var register : List.of(1_000, 1_500, 2_600)) {
                device.report(
                        "meter-1", "[{\"n\":\"energy\",\"u\":\"Wh\",\"v\":" + register + "}]");
            }
        }
        await().untilAsserted(() ->
                assertThat(platform.view("usage-ledger?subscription=alice"))
                        .contains(
                                "\"amount\":\"12/25\"",
                                "\"rounded\":\"0.48 EUR\"",
                                "\"quantity\":\"1600\"",
                                "\"records\":2"));
        assertThat(platform.view("latest-readings?node=meter-1")).contains("\"value\":2600");

        var cdr =
                Json.MAPPER
                        .readTree(platform.view("cdrs?subscription=alice"))
                        .path("items")
                        .path(0);
        var report =
                platform.get(
                        "/api/log?from="
                                + cdr.path("report").asLong()
                                + "&to="
                                + cdr.path("report").asLong(),
                        platform.operator);
        assertThat(report.body())
                .contains("reporting.ReportAccepted", "\"value\":1500", "sha-256:");
    }

    @Test
    @Requirement("6.14")
    void two_subscriptions_share_what_one_device_costs() throws Exception {
        meter("meter-shared");
        accepted(
                "charging/ConfigureChargeableEvent",
                """
                {"node":"meter-shared","metric":"energy","ratingGroup":"energy",
                 "shares":[{"subscription":"bob","share":"1/3"},{"subscription":"carol","share":"2/3"}]}\
                """);
        try (var device = new ReportingDevice(platform.mqtt, "meter-shared", SECRET)) {
            device.report("meter-shared", "[{\"n\":\"energy\",\"u\":\"Wh\",\"v\":0}]");
            device.report("meter-shared", "[{\"n\":\"energy\",\"u\":\"Wh\",\"v\":1000}]");
        }
        await().untilAsserted(() -> {
            assertThat(platform.view("usage-ledger?subscription=bob"))
                    .contains("\"amount\":\"1/10\"");
            assertThat(platform.view("usage-ledger?subscription=carol"))
                    .contains("\"amount\":\"1/5\"");
        });
    }

    @Test
    @Requirement({"4.15", "4.23", "7.4"})
    void a_report_with_one_byte_flipped_is_refused_and_kept_with_diagnostics() throws Exception {
        meter("meter-flip");
        var pack = "[{\"n\":\"energy\",\"u\":\"Wh\",\"v\":1000}]".getBytes(StandardCharsets.UTF_8);
        var digest =
                "sha-256=:"
                        + Base64.getEncoder()
                                .encodeToString(
                                        MessageDigest.getInstance("SHA-256", "SUN").digest(pack))
                        + ":";
        pack[23] ^= 1;
        try (var device = new ReportingDevice(platform.mqtt, "meter-flip", SECRET)) {
            assertThat(
                            device.publish(
                                    "meter-flip", pack, new UserProperty("content-digest", digest)))
                    .isGreaterThanOrEqualTo(0x80);
        }
        await().untilAsserted(() ->
                assertThat(platform.view("refused-input?source=meter-flip"))
                        .contains("content-digest-mismatch"));
        assertThat(platform.view("latest-readings?node=meter-flip")).contains("\"items\":[]");
    }

    @Test
    @Requirement({"4.7", "7.2"})
    void each_report_ends_in_one_answer_and_a_stranger_s_topic_is_refused() throws Exception {
        meter("meter-own");
        meter("meter-other");
        var pack = "[{\"n\":\"energy\",\"v\":1}]".getBytes(StandardCharsets.UTF_8);
        try (var device = new ReportingDevice(platform.mqtt, "meter-own", SECRET)) {
            assertThat(device.publish("meter-own", pack)).isLessThan(0x80);
            assertThat(device.publish("meter-other", pack)).isEqualTo(0x87);
            assertThat(device.publish("meter-own", "rubbish".getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(0x99);
        }
        assertThat(platform.view("latest-readings?node=meter-other")).contains("\"items\":[]");
    }

    @Test
    @Requirement({"7.1", "7.2"})
    void a_gateway_reports_for_its_child_and_both_are_kept() throws Exception {
        accepted(
                "registration/RegisterNode",
                """
                {"node":"gateway-1","kind":"GATEWAY","secret":"%s"}\
                """
                        .formatted(SECRET));
        accepted(
                "registration/RegisterNode",
                """
                {"node":"child-1","kind":"DEVICE","gateway":"gateway-1"}\
                """);
        try (var gateway = new ReportingDevice(platform.mqtt, "gateway-1", SECRET)) {
            gateway.report("child-1", "[{\"n\":\"temperature\",\"u\":\"Cel\",\"v\":21.5}]");
        }
        assertThat(platform.view("latest-readings?node=child-1")).contains("\"value\":21.5");
        assertThat(
                        platform.get(
                                        "/api/log?type=reporting.ReportAccepted&tag=node:child-1",
                                        platform.operator)
                                .body())
                .contains("\"actor\":\"gateway-1\"", "\"node\":\"child-1\"");
    }

    @Test
    @Requirement({"4.1", "4.8"})
    void a_node_is_found_by_any_of_its_names_and_wherever_it_has_moved() throws Exception {
        accepted(
                "registration/RegisterNode",
                "{\"node\":\"mover\",\"kind\":\"DEVICE\",\"address\":\"10.0.0.1\"}");
        accepted("registration/BindName", "{\"node\":\"mover\",\"name\":\"dns:mover.example\"}");
        accepted("registration/BindName", "{\"node\":\"mover\",\"name\":\"urn:dev:mover\"}");
        accepted(
                "registration/UpdateRegistration", "{\"node\":\"mover\",\"address\":\"10.0.0.2\"}");
        accepted("registration/ReleaseName", "{\"node\":\"mover\",\"name\":\"dns:mover.example\"}");

        assertThat(platform.view("nodes/mover"))
                .contains(
                        "\"address\":\"10.0.0.2\"",
                        "\"address\":\"10.0.0.1\"",
                        "[\"urn:dev:mover\"]");
        assertThat(platform.view("names/" + RunningPlatform.encoded("urn:dev:mover")))
                .contains("\"node\":\"mover\"");
        assertThat(platform.view("names/" + RunningPlatform.encoded("dns:mover.example")))
                .contains("row-unknown");
        assertThat(platform.view("names?name=" + RunningPlatform.encoded("dns:mover.example")))
                .contains("\"node\":\"mover\"");
    }

    @Test
    @Requirement("7.1")
    void a_key_opens_what_its_role_and_scope_say_until_it_is_revoked() throws Exception {
        accepted(
                "registration/IssueCredential",
                """
                {"credential":"till","principal":"till","roles":["BILLING"],"scopes":["charging"],"secret":"%s"}\
                """
                        .formatted(SECRET));
        var till = "lk.till." + SECRET;

        assertThat(platform.get("/api/views/cdrs", till).statusCode()).isEqualTo(200);
        assertThat(platform.get("/api/views/nodes", till).statusCode()).isEqualTo(403);
        assertThat(platform.get("/api/log", till).statusCode()).isEqualTo(403);
        accepted("registration/RevokeCredential", "{\"credential\":\"till\"}");
        await().untilAsserted(() ->
                assertThat(platform.get("/api/views/cdrs", till).statusCode()).isEqualTo(401));
    }

    @Test
    void the_operator_s_key_is_readable_by_its_owner_only() throws Exception {
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(data.resolve("operator.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void health_metrics_and_documents_are_served() throws Exception {
        assertThat(platform.get("/actuator/health", "").body()).contains("\"status\":\"UP\"");
        assertThat(platform.get("/actuator/prometheus", platform.operator).body())
                .contains(
                        "lekha_log_append_seconds",
                        "lekha_follower_lag_events",
                        "lekha_commands_seconds");
        assertThat(platform.get("/openapi.json", "").body())
                .contains("/api/commands/registration/RegisterNode", "/api/views/usage-ledger");
    }

    private static void meter(String node) throws Exception {
        accepted(
                "registration/RegisterNode",
                """
                {"node":"%s","kind":"DEVICE","secret":"%s"}\
                """
                        .formatted(node, SECRET));
    }

    private static void accepted(String command, String body) throws Exception {
        var answer = platform.command(command, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
