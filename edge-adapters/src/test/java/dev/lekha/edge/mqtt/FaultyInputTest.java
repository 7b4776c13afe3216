package dev.lekha.edge.mqtt;

import static dev.lekha.edge.mqtt.EmbeddedBrokerTest.PACK;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.edge.PayloadDigest;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What cannot be taken is answered, counted and recorded, each time all three. */
class FaultyInputTest {
    private static final String REPORTS = "devices/pump-1/reports";
    private static final int PAYLOAD_FORMAT_INVALID = 0x99;
    private static final int QUOTA_EXCEEDED = 0x97;

    @TempDir static Path data;
    static OpenDoor door;

    @BeforeAll
    static void open() {
        door = new OpenDoor(data, Map.of("max-records", "3", "max-payload", "1000B"));
    }

    @AfterEach
    void reset() throws MqttException {
        door.reset();
    }

    @AfterAll
    static void close() throws MqttException {
        door.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"n\":\"a\",\"v\":1}          | json-malformed",
                "[{\"n\":\"a\",\"v\":1}] x       | json-malformed",
                "[{\"n\":\"a\",\"v\":NaN}]       | json-malformed",
                "[{\"n\":\"a\",\"n\":\"b\"}]     | json-malformed",
                "{\"n\":\"a\",\"v\":1}           | pack-not-array",
                "hello                           | pack-not-array",
                "[]                              | pack-empty",
                "[1]                             | record-not-object",
                "[{\"n\":1}]                     | label-type-wrong",
                "[{\"n\":\"a\",\"x_\":1}]        | label-not-understood",
                "[{\"n\":\"a\",\"v\":1e999}]     | number-out-of-range",
                "#80                             | pack-empty",
                "#81a1                           | cbor-malformed",
                "#81a100                         | cbor-malformed",
                "#81a102f97e00                   | number-not-finite",
                "#81a202010202                   | label-duplicate",
                "#81a1006161ff                   | cbor-malformed",
            })
    void a_broken_pack_is_refused_and_the_device_stays(String payload, String reason)
            throws MqttException {
        byte[] bytes =
                payload.startsWith("#")
                        ? HexFormat.of().parseHex(payload.substring(1).strip())
                        : payload.strip().getBytes(UTF_8);
        MqttAsyncClient client = door.client("pump-1");
        assertRefused(
                client.publish(REPORTS, bytes, 1, false), PAYLOAD_FORMAT_INVALID, reason, bytes);
        assertThat(answer(client.publish(REPORTS, PACK, 1, false)).getReasonCodes())
                .containsExactly(0);
    }

    @Test
    void an_empty_payload_is_refused() throws MqttException {
        assertRefused(
                door.client("pump-1").publish(REPORTS, new byte[0], 1, false),
                PAYLOAD_FORMAT_INVALID,
                "payload-empty",
                new byte[0]);
    }

    @Test
    void a_pack_of_too_many_records_is_refused() throws MqttException {
        byte[] four = "[{\"v\":1},{\"v\":1},{\"v\":1},{\"v\":1}]".getBytes(UTF_8);
        assertRefused(
                door.client("pump-1").publish(REPORTS, four, 1, false),
                QUOTA_EXCEEDED,
                "pack-too-long",
                four);
    }

    @Test
    void a_payload_somewhat_too_large_is_refused() throws MqttException {
        byte[] large = new byte[1001];
        assertRefused(
                door.client("pump-1").publish(REPORTS, large, 1, false),
                QUOTA_EXCEEDED,
                "payload-too-large",
                large);
    }

    @Test
    void a_packet_far_too_large_ends_the_connection_and_is_counted() throws IOException {
        try (Mqtt311Client client = new Mqtt311Client(door.broker.port())) {
            client.connect("c", "pump-1", "secret-1");
            client.publish(REPORTS, new byte[10_000], 1, 1);
            assertThat(client.acknowledged()).isEqualTo(-1);
        }
        await().until(() -> door.refused("packet-too-large") == 1);
    }

    @Test
    void what_the_command_refuses_is_answered_with_its_own_reason() throws MqttException {
        door.platform.answer(_ ->
                CompletableFuture.failedFuture(
                        new Refused(
                                Refused.Kind.MALFORMED,
                                "unit-unknown",
                                "There is no unit 'furlong'.")));
        IMqttToken sent = door.client("pump-1").publish(REPORTS, PACK, 1, false);
        assertRefused(sent, PAYLOAD_FORMAT_INVALID, "unit-unknown", PACK);
        assertThat(sent.getResponseProperties().getReasonString())
                .isEqualTo("There is no unit 'furlong'.");
    }

    @Test
    @Requirement("4.15")
    void a_byte_flipped_on_the_way_is_noticed_refused_and_recorded() throws MqttException {
        String digest =
                "sha-256=:"
                        + Base64.getEncoder()
                                .encodeToString(
                                        HexFormat.of().parseHex(PayloadDigest.of(PACK).hex()))
                        + ":";
        MqttAsyncClient client = door.client("pump-1");
        for (int at : new int[] {0, PACK.length / 2, PACK.length - 1}) {
            byte[] flipped = PACK.clone();
            flipped[at] ^= 1;
            assertRefused(
                    client.publish(REPORTS, message(flipped, digest)),
                    PAYLOAD_FORMAT_INVALID,
                    "content-digest-mismatch",
                    flipped);
            door.platform.reset();
        }
        assertThat(answer(client.publish(REPORTS, message(PACK, digest))).getReasonCodes())
                .containsExactly(0);
    }

    @Test
    void a_client_of_3_1_1_is_acknowledged_for_there_is_no_way_to_say_no_but_it_is_recorded()
            throws IOException {
        try (Mqtt311Client client = new Mqtt311Client(door.broker.port())) {
            client.connect("c", "pump-1", "secret-1");
            client.publish(REPORTS, "rubbish".getBytes(UTF_8), 1, 9);
            assertThat(client.acknowledged()).isEqualTo(9);
        }
        assertThat(door.refused("pack-not-array")).isEqualTo(1);
        assertThat(door.platform.faults()).hasSize(1);
    }

    private static MqttMessage message(byte[] payload, String digest) {
        MqttProperties properties = new MqttProperties();
        properties.setUserProperties(List.of(new UserProperty("content-digest", digest)));
        return new MqttMessage(payload, 1, false, properties);
    }

    private static void assertRefused(IMqttToken sent, int code, String reason, byte[] payload)
            throws MqttException {
        assertThat(answer(sent).getReasonCodes()).containsExactly(code);
        assertThat(door.refused(reason)).isPositive();
        JsonNode fact = door.platform.faults().getLast();
        assertThat(fact.get("source").asString()).isEqualTo("pump-1");
        assertThat(fact.get("door").asString()).isEqualTo("mqtt");
        assertThat(fact.get("reason").asString()).isEqualTo(reason);
        assertThat(fact.get("diagnostics").asString()).isNotBlank().hasSizeLessThanOrEqualTo(500);
        assertThat(fact.get("digest").asString()).isEqualTo(PayloadDigest.of(payload).toString());
        assertThat(Base64.getUrlDecoder().decode(fact.get("sample").asString()))
                .isEqualTo(Arrays.copyOf(payload, Math.min(256, payload.length)));
    }

    private static IMqttToken answer(IMqttToken sent) throws MqttException {
        try {
            sent.waitForCompletion(10_000);
        } catch (MqttException refused) {
            // The client takes a refusal for an error of its own; its codes tell.
            assertThat(sent.isComplete()).isTrue();
        }
        return sent;
    }
}
