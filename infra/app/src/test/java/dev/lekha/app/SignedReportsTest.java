package dev.lekha.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lekha.devices.DeviceSigner;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.cose.CoseSign1;
import dev.lekha.kernel.cose.SignatureAlgorithm;
import dev.lekha.kernel.cose.VerificationKey;
import dev.lekha.kernel.evidence.OriginStatement;
import dev.lekha.kernel.evidence.Receipt;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Devices that sign, through the real doors. */
class SignedReportsTest {
    private static final String SECRET = "a-secret-of-twenty-letters";
    private static final long PATIENCE_MILLIS = 20_000;

    @TempDir static Path parent;

    private static Path data;
    private static RunningPlatform platform;

    @BeforeAll
    static void up() throws Exception {
        data = parent.resolve("data");
        platform =
                new RunningPlatform(
                        data,
                        "--lekha.evidence.enabled=true",
                        "--lekha.evidence.pace=50ms",
                        "--lekha.evidence.idle-pace=50ms");
    }

    @AfterAll
    static void down_and_every_view_equals_its_replay() {
        platform.close();
        assertThat(Lekha.commandLine().execute("replay", "--data", data.toString())).isZero();
    }

    /** Keeps what is sent to a client; all else is nothing to it. */
    private record Inbox(BlockingQueue<MqttMessage> received) implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            received.add(message);
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {}

        @Override
        public void mqttErrorOccurred(MqttException error) {}

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String server) {}

        @Override
        public void authPacketArrived(int reason, MqttProperties properties) {}
    }

    /** A node with a key, and how far its chain is. */
    private static final class Signing {
        private final String node;
        private final DeviceSigner key;
        private long counter;
        private String previous = OriginStatement.NONE;

        Signing(String node, SignatureAlgorithm algorithm) throws Exception {
            this.node = node;
            this.key = DeviceSigner.of(algorithm, "k1");
            accepted(
                    "registration/RegisterNode",
                    "{\"node\":\"%s\",\"kind\":\"DEVICE\",\"secret\":\"%s\"}"
                            .formatted(node, SECRET));
            var enrolled =
                    platform.post(
                            "/api/commands/evidence/EnrolDeviceKey",
                            bearer(),
                            "{\"node\":\"%s\",\"kid\":\"k1\",\"publicKey\":\"%s\"}"
                                    .formatted(node, key.publicKey().text()));
            assertThat(enrolled.statusCode()).as(enrolled.body()).isEqualTo(200);
        }

        String bearer() {
            return "lk." + node + "." + SECRET;
        }

        /** Evidence of the next message. */
        String sign(String message) {
            var at =
                    new OriginStatement(
                            Sha2.SHA_256.hex(message.getBytes(UTF_8)), ++counter, previous);
            previous = at.hash();
            return evidence(at);
        }

        String evidence(OriginStatement statement) {
            var context = OriginStatement.context(new NodeId(node));
            return Base64.getEncoder().encodeToString(key.sign(statement.bytes(), context).bytes());
        }

        HttpResponse<String> post(String message, String evidence) throws Exception {
            return platform.post(
                    "/api/reports/" + node, bearer(), message, "Origin-Evidence", evidence);
        }
    }

    private static String pack(int value) {
        return "[{\"n\":\"energy\",\"u\":\"Wh\",\"v\":%d}]".formatted(value);
    }

    @ParameterizedTest
    @EnumSource
    @Requirement({"4.15", "4.23", "7.4"})
    void a_signed_report_is_receipted_and_verified_again_from_the_log(SignatureAlgorithm algorithm)
            throws Exception {
        var device = new Signing("http-" + algorithm, algorithm);
        var evidence = device.sign(pack(7));
        var answer = device.post(pack(7), evidence);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);

        var receipt = receipt(Json.MAPPER.readTree(answer.body()).path("receipt").asString());
        var stored = event(receipt.position());
        assertThat(receipt.about().node()).isEqualTo(new NodeId(device.node));
        assertThat(receipt.about().commitment())
                .isEqualTo(Sha2.SHA_256.hex(pack(7).getBytes(UTF_8)));
        assertThat(receipt.proofBy()).isAfter(receipt.at());

        // All that a reader of the log needs: message, evidence, and the key of that position.
        assertThat(bytes(stored, "message")).isEqualTo(pack(7).getBytes(UTF_8));
        var signed = CoseSign1.read(bytes(stored, "evidence"));
        var keys =
                item(platform.view("device-keys?inForce=k1"), "node", device.node)
                        .path("keys")
                        .path(0);
        assertThat(keys.path("from").asLong()).isLessThan(receipt.position());
        assertThat(keys.path("until").asLong()).isZero();
        assertThat(
                        signed.verifies(
                                VerificationKey.read(keys.path("publicKey").asString()),
                                OriginStatement.context(new NodeId(device.node))))
                .isTrue();
        assertThat(OriginStatement.read(signed.payload()).isOf(pack(7).getBytes(UTF_8))).isTrue();
    }

    @Test
    void a_repeat_gets_the_very_same_receipt() throws Exception {
        var device = new Signing("repeating", SignatureAlgorithm.ED25519);
        var evidence = device.sign(pack(1));
        var first = device.post(pack(1), evidence).body();
        platform.view("origin-evidence?node=repeating");
        var again = device.post(pack(1), evidence).body();
        assertThat(again).contains("ReportDuplicateIgnored");
        assertThat(Json.MAPPER.readTree(again).path("receipt").asString())
                .isNotEmpty()
                .isEqualTo(Json.MAPPER.readTree(first).path("receipt").asString());
    }

    @Test
    @Requirement({"4.15", "4.23"})
    void a_byte_flipped_in_message_or_evidence_is_refused_and_recorded() throws Exception {
        var device = new Signing("flipping", SignatureAlgorithm.ES256);
        var evidence = device.sign(pack(1));
        var flipped = device.post(pack(3), evidence);
        assertThat(flipped.statusCode()).isEqualTo(400);
        assertThat(flipped.body()).contains("origin-evidence-mismatch");
        long seed = System.nanoTime();
        var random = new Random(seed);
        var whole = Base64.getDecoder().decode(evidence);
        for (int i = 0; i < 40; i++) {
            var changed = whole.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            var refused = device.post(pack(1), Base64.getEncoder().encodeToString(changed));
            assertThat(refused.statusCode()).as("seed %d", seed).isIn(400, 409);
        }
        assertThat(platform.view("refused-input?source=flipping"))
                .contains("origin-evidence-mismatch", "\"door\":\"http\"");
        assertThat(platform.view("origin-evidence?node=flipping")).contains("\"items\":[]");
        assertThat(platform.view("latest-readings?node=flipping")).contains("\"items\":[]");
        assertThat(device.post(pack(1), evidence).statusCode()).isEqualTo(200);
    }

    @Test
    @Requirement("D.1")
    void after_its_revocation_a_key_signs_nothing_and_what_it_signed_stands() throws Exception {
        var device = new Signing("revoking", SignatureAlgorithm.ED25519);
        var before = device.sign(pack(1));
        assertThat(device.post(pack(1), before).statusCode()).isEqualTo(200);
        accepted(
                "evidence/RevokeDeviceKey",
                "{\"node\":\"revoking\",\"kid\":\"k1\",\"reason\":\"lost\"}");
        var after = device.post(pack(2), device.sign(pack(2)));
        assertThat(after.statusCode()).isEqualTo(409);
        assertThat(after.body()).contains("key-not-in-force");
        assertThat(device.post(pack(1), before).body()).contains("ReportDuplicateIgnored");
        assertThat(completeness("node=revoking").path("findings").path("messages").asLong())
                .isEqualTo(1);
    }

    @Test
    void nobody_enrols_a_key_for_another_node() throws Exception {
        var device = new Signing("honest", SignatureAlgorithm.ED25519);
        new Signing("victim", SignatureAlgorithm.ED25519);
        var refused =
                platform.post(
                        "/api/commands/evidence/RevokeDeviceKey",
                        device.bearer(),
                        "{\"node\":\"victim\",\"kid\":\"k1\"}");
        assertThat(refused.statusCode()).isEqualTo(403);
    }

    @Test
    @Requirement({"4.15", "4.23"})
    void over_mqtt_the_receipt_comes_on_the_response_topic() throws Exception {
        var device = new Signing("mqtt-1", SignatureAlgorithm.ED25519);
        BlockingQueue<MqttMessage> received = new LinkedBlockingQueue<>();
        var client = connected(device.node, new Inbox(received));
        try {
            client.subscribe(new MqttSubscription("devices/mqtt-1/receipts", 1))
                    .waitForCompletion(PATIENCE_MILLIS);
            assertThat(publish(client, device, pack(5), "devices/mqtt-1/receipts"))
                    .isLessThan(0x80);
            var message = received.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            assertThat(message).isNotNull();
            assertThat(message.getProperties().getCorrelationData())
                    .isEqualTo("c-1".getBytes(UTF_8));
            assertThat(message.getProperties().getContentType()).startsWith("application/cose");
            var receipt = receipt(Base64.getEncoder().encodeToString(message.getPayload()));
            assertThat(bytes(event(receipt.position()), "message"))
                    .isEqualTo(pack(5).getBytes(UTF_8));
            assertThat(publish(client, device, pack(6), "devices/repeating/receipts"))
                    .isGreaterThanOrEqualTo(0x80);
        } finally {
            client.disconnect().waitForCompletion(PATIENCE_MILLIS);
            client.close();
        }
    }

    @Test
    @Requirement("4.23")
    void gaps_and_forks_are_seen_counted_and_nothing_is_lost() throws Exception {
        var device = new Signing("chained", SignatureAlgorithm.ED25519);
        assertThat(device.post(pack(1), device.sign(pack(1))).statusCode()).isEqualTo(200);
        var second = device.sign(pack(2));
        assertThat(device.post(pack(3), device.sign(pack(3))).statusCode()).isEqualTo(200);
        assertThat(platform.view("device-chains?missing.gt=0"))
                .contains("\"node\":\"chained\"", "\"gaps\":[{\"from\":2,\"to\":2}]");
        assertThat(completeness("node=chained").path("findings").path("missing").toString())
                .isEqualTo("[{\"from\":2,\"to\":2}]");

        assertThat(device.post(pack(2), second).statusCode()).isEqualTo(200);
        published();
        assertThat(
                        completeness("node=chained&from=1&to=3")
                                .path("findings")
                                .path("complete")
                                .asBoolean())
                .isTrue();
        assertThat(
                        completeness("node=chained&from=1&to=4")
                                .path("findings")
                                .path("complete")
                                .asBoolean())
                .isFalse();

        var fork =
                new OriginStatement(
                        Sha2.SHA_256.hex(pack(9).getBytes(UTF_8)), 1, OriginStatement.NONE);
        assertThat(device.post(pack(9), device.evidence(fork)).body())
                .contains("evidence.DeviceChainForked", "reporting.ReportAccepted");
        assertThat(platform.view("device-chains?forks.gt=0")).contains("\"node\":\"chained\"");
        assertThat(platform.get("/actuator/prometheus", platform.operator).body())
                .contains("lekha_device_chain_forks_total{door=\"http\"} 1.0");
        var found = completeness("node=chained").path("findings");
        assertThat(found.path("complete").asBoolean()).isFalse();
        assertThat(found.path("forked").toString()).isEqualTo("[1]");
        assertThat(found.path("messages").asLong()).isEqualTo(4);
    }

    private static void published() {
        await().atMost(30, TimeUnit.SECONDS)
                .until(() ->
                        completeness("node=chained").path("findings").path("awaited").asLong()
                                == 0);
    }

    @Test
    void completeness_is_for_auditors_and_operators() throws Exception {
        var path = "/api/evidence/completeness?node=chained";
        assertThat(platform.get(path, "").statusCode()).isEqualTo(401);
        var device = new Signing("curious", SignatureAlgorithm.ED25519);
        assertThat(platform.get(path, device.bearer()).statusCode()).isEqualTo(403);
        for (var range : List.of("&from=0", "&from=3&to=2", "&to=-1", "&from=x")) {
            assertThat(platform.get(path + range, platform.operator).statusCode()).isEqualTo(400);
        }
        assertThat(
                        platform.get("/api/evidence/completeness?node=%2F", platform.operator)
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    @Requirement({"4.23", "7.4"})
    void a_device_signs_by_hand_as_the_page_says() throws Exception {
        for (var tool : List.of("bash", "curl", "openssl", "python3")) {
            assumeTrue(run(tool, tool.equals("openssl") ? "version" : "--version") == 0, tool);
        }
        accepted(
                "registration/RegisterNode",
                "{\"node\":\"by-hand\",\"kind\":\"DEVICE\",\"secret\":\"" + SECRET + "\"}");
        var page = Files.readString(Path.of("../docs/origin.md"));
        int begin = page.indexOf("```sh\n") + 6;
        var lines = page.substring(begin, page.indexOf("```\n", begin));
        var own = Files.createDirectories(parent.resolve("by-hand"));
        var settings =
                "set -euo pipefail; cd %s; API=%s NODE=by-hand DEVICE='Authorization: Bearer lk.by-hand.%s'\n"
                        .formatted(own, platform.http, SECRET);
        var script = Files.writeString(own.resolve("by-hand.sh"), settings + lines);
        assertThat(run("bash", script.toString()))
                .as(Files.readString(parent.resolve("output")))
                .isZero();
        assertThat(Files.readString(parent.resolve("output")))
                .contains("Signature Verified Successfully");
        var found = completeness("node=by-hand").path("findings");
        assertThat(found.path("messages").asLong()).isEqualTo(3);
        assertThat(found.path("broken").size() + found.path("missing").size()).isZero();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(parent.resolve("output").toFile())
                        .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("it does not end: " + List.of(command));
        }
        return process.exitValue();
    }

    private static MqttAsyncClient connected(String node, MqttCallback callback) throws Exception {
        var client = new MqttAsyncClient(platform.mqtt.toString(), node, null);
        client.setCallback(callback);
        var options = new MqttConnectionOptions();
        options.setUserName(node);
        options.setPassword(SECRET.getBytes(UTF_8));
        client.connect(options).waitForCompletion(PATIENCE_MILLIS);
        return client;
    }

    private static int publish(MqttAsyncClient client, Signing device, String pack, String topic)
            throws Exception {
        var properties = new MqttProperties();
        properties.setUserProperties(
                List.of(new UserProperty("origin-evidence", device.sign(pack))));
        properties.setResponseTopic(topic);
        properties.setCorrelationData("c-1".getBytes(UTF_8));
        var message = new MqttMessage(pack.getBytes(UTF_8), 1, false, properties);
        var token = client.publish("devices/" + device.node + "/reports", message);
        token.waitForCompletion(PATIENCE_MILLIS);
        return token.getReasonCodes()[0];
    }

    /** What the platform has sealed, verified by the key that it shows. */
    private static Receipt.Submission receipt(String base64) throws Exception {
        var pem = platform.get("/api/evidence/seal", "").body();
        var key = VerificationKey.read(pem.replaceAll("-----[A-Z ]+-----|\\s", ""));
        var sealed = CoseSign1.read(Base64.getDecoder().decode(base64));
        assertThat(sealed.verifies(key, Receipt.context())).isTrue();
        return (Receipt.Submission) Receipt.read(sealed.payload());
    }

    private static JsonNode event(long position) throws Exception {
        var line =
                platform.get(
                        "/api/log?from=%d&to=%d".formatted(position, position), platform.operator);
        var event = Json.MAPPER.readTree(line.body());
        assertThat(event.path("type").asString()).isEqualTo("evidence.OriginEvidenceStored");
        return event;
    }

    private static byte[] bytes(JsonNode event, String field) {
        return Base64.getDecoder().decode(event.findValue(field).asString());
    }

    private static JsonNode completeness(String query) throws Exception {
        var answer = platform.get("/api/evidence/completeness?" + query, platform.operator);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.MAPPER.readTree(answer.body());
    }

    private static JsonNode item(String page, String field, String value) {
        for (var item : Json.MAPPER.readTree(page).path("items")) {
            if (item.path(field).asString().equals(value)) {
                return item;
            }
        }
        throw new AssertionError("no " + value + " in " + page);
    }

    private static void accepted(String command, String body) throws Exception {
        var answer = platform.command(command, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
