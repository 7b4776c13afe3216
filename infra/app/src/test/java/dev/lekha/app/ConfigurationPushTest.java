package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.devices.CertificateMaker;
import dev.lekha.devices.CertificateMaker.Order;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Devices that are connected hear of what is set while they are. */
class ConfigurationPushTest {
    private static final String SECRET = "a-secret-of-twenty-letters";
    private static final String HANDED_OUT = "provisioning.ConfigurationHandedOut";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir static Path folder;

    private static RunningPlatform platform;

    @BeforeAll
    static void start() throws Exception {
        platform = new RunningPlatform(folder);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    @Requirement({"6.16", "5.2.4"})
    void a_connected_device_hears_each_new_version_once_and_others_hear_nothing_of_it()
            throws Exception {
        register("near");
        register("other");
        try (var near = listener("near");
                var other = listener("other")) {
            set("node/near", 60);
            await().atMost(PATIENCE).until(() -> intervals(near.heard).equals(List.of(60)));
            set("node/near", 30);
            await().atMost(PATIENCE).until(() -> intervals(near.heard).equals(List.of(60, 30)));
            // The same again is no version, and told to nobody.
            set("node/near", 30);
            set("node/other", 1);
            await().atMost(PATIENCE).until(() -> intervals(other.heard).equals(List.of(1)));
            assertThat(intervals(near.heard)).containsExactly(60, 30);
        }
        assertThat(
                        platform.get(
                                        "/api/log?type=" + HANDED_OUT + "&tag=node=near",
                                        platform.operator)
                                .body())
                .contains("\"0.0.1\"", "\"0.0.2\"")
                .satisfies(lines -> assertThat(lines.lines()).hasSize(2));
    }

    @Test
    @Requirement("6.16")
    void what_is_set_for_an_authority_reaches_its_devices_alone() throws Exception {
        enrol("valve", "valve-1");
        register("no-valve");
        try (var valve = listener("valve-1");
                var none = listener("no-valve")) {
            set("authority/valve", 5);
            await().atMost(PATIENCE).until(() -> intervals(valve.heard).equals(List.of(5)));
            set("node/no-valve", 7);
            await().atMost(PATIENCE).until(() -> intervals(none.heard).equals(List.of(7)));
            assertThat(intervals(valve.heard)).containsExactly(5);
        }
    }

    @Test
    @Requirement("6.16")
    void a_device_that_was_away_hears_of_it_when_it_is_back_in_its_session() throws Exception {
        register("away");
        var first = SessionClient.begin(platform.mqtt, "away", SECRET);
        first.subscribe("devices/away/configuration");
        first.end();
        set("node/away", 42);
        try (var again = SessionClient.resume(platform.mqtt, "away", SECRET)) {
            await().atMost(PATIENCE).until(() -> intervals(again.heard()).equals(List.of(42)));
        }
    }

    @Test
    @Requirement("6.16")
    void a_device_that_was_away_is_told_what_was_set_for_all_of_its_kind() throws Exception {
        enrol("lamp", "lamp-1");
        var first = SessionClient.begin(platform.mqtt, "lamp-1", SECRET);
        first.subscribe("devices/lamp-1/configuration");
        first.end();
        set("authority/lamp", 8);
        try (var again = SessionClient.resume(platform.mqtt, "lamp-1", SECRET)) {
            await().atMost(PATIENCE).until(() -> intervals(again.heard()).equals(List.of(8)));
        }
    }

    /** By a certificate of an authority of its own, for a secret. */
    private static void enrol(String authority, String device) throws Exception {
        var maker = CertificateMaker.root("CN=" + authority);
        send(
                "provisioning/TrustDeviceAuthority",
                """
                {'authority':'%s','certificate':'%s','policy':{'subject':'COMMON_NAME','pattern':'%1$s-*',
                 'node':'%1$s-*','kind':'DEVICE','quota':10,'anotherCertificate':'REFUSED'}}\
                """
                        .formatted(authority, maker.ca().text()));
        var order = new Order("CN=" + device, CertificateMaker.keys("EC", 256));
        var enrolled = EnrollingDevice.of(platform, maker, order).enrol(SECRET);
        assertThat(enrolled.statusCode()).as(enrolled.body()).isEqualTo(200);
    }

    private static Listener listener(String node) throws Exception {
        return new Listener(platform.mqtt, node, SECRET, "devices/" + node + "/configuration");
    }

    private static List<Integer> intervals(List<MqttMessage> heard) {
        return heard.stream()
                .map(message -> new String(message.getPayload(), StandardCharsets.UTF_8))
                .map(Json.MAPPER::readTree)
                .map((JsonNode json) -> json.path("settings").path("interval").asInt())
                .toList();
    }

    private static void set(String scope, int interval) throws Exception {
        send(
                "provisioning/SetConfiguration",
                "{'scope':'%s','settings':{'interval':%d}}".formatted(scope, interval));
    }

    private static void register(String node) throws Exception {
        send(
                "registration/RegisterNode",
                "{'node':'%s','kind':'DEVICE','secret':'%s'}".formatted(node, SECRET));
    }

    private static void send(String command, String body) throws Exception {
        var answer = platform.command(command, body.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
