package dev.lekha.edge.mqtt;

import static dev.lekha.edge.mqtt.EmbeddedBrokerTest.PACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may connect, publish and subscribe. */
class AccessTest {
    private static final int NOT_AUTHORIZED = 0x87;

    @TempDir static Path data;
    static OpenDoor door;

    @BeforeAll
    static void open() {
        door = new OpenDoor(data, Map.of());
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
    @CsvSource({"pump-1,wrong", "nobody,secret-1", "pump-1,secret-2"})
    void wrong_credentials_are_refused(String credential, String secret) throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient(door.uri(), "c", new MemoryPersistence());
        assertThatThrownBy(() ->
                        client.connect(OpenDoor.options(credential, secret))
                                .waitForCompletion(5_000))
                .isInstanceOfSatisfying(
                        MqttException.class, e -> assertThat(e.getReasonCode()).isEqualTo(0x86));
        assertThat(door.refused("credentials-wrong")).isEqualTo(1);
    }

    @Test
    void nobody_connects_without_credentials() throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient(door.uri(), "c", new MemoryPersistence());
        assertThatThrownBy(
                        () -> client.connect(new MqttConnectionOptions()).waitForCompletion(5_000))
                .isInstanceOfSatisfying(
                        MqttException.class, e -> assertThat(e.getReasonCode()).isEqualTo(0x86));
    }

    @Test
    void a_client_of_3_1_1_is_told_of_wrong_credentials_in_its_own_terms() throws IOException {
        try (Mqtt311Client client = new Mqtt311Client(door.broker.port())) {
            assertThat(client.connect("c", "pump-1", "wrong")).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "devices/pump-2/reports",
                "devices/pump-1/commands",
                "anything",
                "devices/pump-1/reports/more"
            })
    void a_topic_that_is_not_the_devices_own_is_refused_and_the_device_stays(String topic)
            throws MqttException {
        MqttAsyncClient client = door.client("pump-1");
        assertThat(reason(client.publish(topic, PACK, 1, false))).isEqualTo(NOT_AUTHORIZED);
        assertThat(door.refused("topic-not-permitted")).isEqualTo(1);
        assertThat(door.platform.faults()).hasSize(1);
        assertThat(door.platform.reports()).isEmpty();
        assertThat(reason(client.publish("devices/pump-1/reports", PACK, 1, false))).isZero();
    }

    @Test
    @Requirement("7.2")
    void a_gateway_reports_for_the_device_attached_to_it() throws MqttException {
        assertThat(
                        reason(
                                door.client("gateway-1")
                                        .publish("devices/child-1/reports", PACK, 1, false)))
                .isZero();
        assertThat(door.platform.requests("AcceptReport"))
                .singleElement()
                .satisfies(request -> assertThat(request.caller().actor()).isEqualTo("gateway-1"));
        assertThat(door.platform.reports().getFirst().get("node").asString()).isEqualTo("child-1");
    }

    @ParameterizedTest
    @CsvSource({
        "devices/pump-1/#,true",
        "devices/pump-1/commands,true",
        "devices/pump-2/#,false",
        "devices/+/reports,false",
        "#,false",
        "$share/x/devices/pump-1/#,false",
        "devices/pump-1,false"
    })
    void a_device_listens_to_its_own_topics_only(String filter, boolean granted)
            throws MqttException {
        IMqttToken subscribed = door.client("pump-1").subscribe(filter, 1);
        if (granted) {
            subscribed.waitForCompletion(5_000);
            assertThat(subscribed.getReasonCodes()).containsExactly(1);
        } else {
            assertThat(reason(subscribed)).isEqualTo(NOT_AUTHORIZED);
            assertThat(door.refused("topic-not-permitted")).isEqualTo(1);
        }
    }

    @Test
    void a_device_cannot_end_the_session_of_another_by_taking_its_client_id() throws MqttException {
        MqttAsyncClient victim = door.client("pump-1");
        MqttAsyncClient thief =
                new MqttAsyncClient(door.uri(), victim.getClientId(), new MemoryPersistence());
        thief.connect(OpenDoor.options("pump-2", "secret-2")).waitForCompletion(5_000);
        assertThat(reason(victim.publish("devices/pump-1/reports", PACK, 1, false))).isZero();
        thief.disconnectForcibly(0, 500, true);
        thief.close(true);
    }

    @Test
    void a_last_will_for_another_device_is_refused() throws MqttException {
        MqttConnectionOptions options = OpenDoor.options("pump-1", "secret-1");
        options.setWill("devices/pump-2/reports", new MqttMessage(PACK));
        MqttAsyncClient client = new MqttAsyncClient(door.uri(), "c", new MemoryPersistence());
        assertThatThrownBy(() -> client.connect(options).waitForCompletion(5_000))
                .isInstanceOfSatisfying(
                        MqttException.class,
                        e -> assertThat(e.getReasonCode()).isEqualTo(NOT_AUTHORIZED));
        assertThat(door.refused("topic-not-permitted")).isEqualTo(1);
    }

    @Test
    void a_last_will_is_a_report_when_the_connection_ends_without_a_good_bye()
            throws MqttException {
        MqttConnectionOptions options = OpenDoor.options("pump-1", "secret-1");
        options.setWill("devices/pump-1/reports", new MqttMessage(PACK));
        MqttAsyncClient client = new MqttAsyncClient(door.uri(), "c", new MemoryPersistence());
        client.connect(options).waitForCompletion(5_000);
        client.disconnectForcibly(0, 500, false);
        client.close(true);
        await().until(() -> door.count("lekha.reports.stored") == 1);
    }

    @Test
    void connected_clients_are_counted() throws MqttException {
        door.client("pump-1");
        MqttAsyncClient second = door.client("pump-2");
        assertThat(door.meters.get("lekha.mqtt.clients").gauge().value()).isEqualTo(2);
        second.disconnect().waitForCompletion(5_000);
        await().until(() -> door.meters.get("lekha.mqtt.clients").gauge().value() == 1);
    }

    private static int reason(IMqttToken token) throws MqttException {
        try {
            token.waitForCompletion(5_000);
        } catch (MqttException refused) {
            return refused.getReasonCode();
        }
        return token.getReasonCodes()[0];
    }
}
