package dev.lekha.edge.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lekha.edge.PayloadDigest;
import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.junit.jupiter.params.provider.ValueSource;

/** What an acknowledgement means. */
class EmbeddedBrokerTest {
    static final byte[] PACK =
            "[{\"bn\":\"pump-1:\",\"bt\":1700000000,\"n\":\"flow\",\"v\":22.50}]".getBytes(UTF_8);
    static final String REPORTS = "devices/pump-1/reports";

    @TempDir static Path data;
    static OpenDoor door;

    @BeforeAll
    static void open() {
        door = new OpenDoor(data, Map.of("patience", "2s"));
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
    @ValueSource(ints = {1, 2})
    void a_report_is_acknowledged_when_it_is_stored_and_not_before(int qos) throws MqttException {
        CompletableFuture<Answer> store = new CompletableFuture<>();
        door.platform.answer(_ -> store);
        IMqttToken sent = door.client("pump-1").publish(REPORTS, PACK, qos, false);
        await().until(() -> door.platform.reports().size() == 1);
        await().during(ofMillis(200)).until(() -> !sent.isComplete());

        store.complete(StandInPlatform.stored().join());
        sent.waitForCompletion(5_000);
        assertThat(sent.getReasonCodes()).containsOnly(0);
        assertThat(door.count("lekha.reports.stored")).isEqualTo(1);
    }

    @Test
    void a_report_at_qos_0_is_stored_too() throws MqttException {
        door.client("pump-1").publish(REPORTS, PACK, 0, false);
        await().until(() -> door.count("lekha.reports.stored") == 1);
    }

    @Test
    void what_came_with_the_message_reaches_the_command() throws MqttException {
        MqttProperties properties = new MqttProperties();
        properties.setContentType("application/senml+json");
        properties.setUserProperties(List.of(new UserProperty("rqi", "reading:7")));
        MqttMessage message = new MqttMessage(PACK, 1, false, properties);
        door.client("pump-1").publish(REPORTS, message).waitForCompletion(5_000);

        assertThat(door.platform.reports())
                .singleElement()
                .isEqualTo(
                        Json.MAPPER.readTree(
                                "{\"node\":\"pump-1\",\"request\":\"reading:7\",\"via\":\"mqtt\",\"digest\":\"%s\",\"pack\":%s}"
                                        .formatted(
                                                PayloadDigest.of(PACK), new String(PACK, UTF_8))));
        assertThat(door.platform.requests("AcceptReport"))
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.capability()).isEqualTo("reporting");
                    assertThat(request.caller().actor()).isEqualTo("pump-1");
                    assertThat(request.key()).isEmpty();
                });
    }

    @Test
    void while_the_platform_is_busy_the_device_waits() throws MqttException {
        AtomicInteger attempts = new AtomicInteger();
        door.platform.answer(
                _ -> attempts.incrementAndGet() < 3 ? busy() : StandInPlatform.stored());
        IMqttToken sent = door.client("pump-1").publish(REPORTS, PACK, 1, false);
        sent.waitForCompletion(5_000);
        assertThat(sent.getReasonCodes()).containsExactly(0);
        assertThat(door.platform.requests("AcceptReport"))
                .extracting("id")
                .hasSize(3)
                .containsOnly(door.platform.requests("AcceptReport").getFirst().id());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_cannot_be_stored_is_not_acknowledged_but_sends_the_device_away_to_come_again(
            boolean refused) throws MqttException {
        door.platform.answer(_ ->
                refused
                        ? busy()
                        : CompletableFuture.failedFuture(new IllegalStateException("disk gone")));
        MqttAsyncClient client = door.client("pump-1");
        IMqttToken sent = client.publish(REPORTS, PACK, 1, false);
        assertThatThrownBy(() -> sent.waitForCompletion(10_000))
                .hasMessageContaining("Disconnect RC: 137");
        await().until(() -> !client.isConnected());
        assertThat(door.count("lekha.reports.stored")).isZero();
        assertThat(door.count("lekha.reports.postponed")).isEqualTo(1);
        assertThat(door.platform.faults()).isEmpty();
    }

    @Test
    void a_client_of_3_1_1_gets_no_acknowledgement_either_and_loses_its_connection()
            throws IOException {
        door.platform.answer(_ -> busy());
        try (Mqtt311Client client = new Mqtt311Client(door.broker.port())) {
            assertThat(client.connect("c", "pump-1", "secret-1")).isZero();
            client.publish(REPORTS, PACK, 1, 7);
            assertThat(client.acknowledged()).isEqualTo(-1);
        }
    }

    @Test
    void a_client_of_3_1_1_is_acknowledged() throws IOException {
        try (Mqtt311Client client = new Mqtt311Client(door.broker.port())) {
            assertThat(client.connect("c", "pump-1", "secret-1")).isZero();
            client.publish(REPORTS, PACK, 1, 7);
            assertThat(client.acknowledged()).isEqualTo(7);
        }
    }

    @Test
    void a_duplicate_is_acknowledged_and_counted_as_one() throws MqttException {
        door.platform.answer(_ ->
                CompletableFuture.completedFuture(
                        new Answer(5, List.of("reporting.ReportDuplicateIgnored"), false)));
        door.client("pump-1").publish(REPORTS, PACK, 1, false).waitForCompletion(5_000);
        assertThat(door.count("lekha.reports.duplicate")).isEqualTo(1);
        assertThat(door.count("lekha.reports.stored")).isZero();
    }

    private static CompletableFuture<Answer> busy() {
        return CompletableFuture.failedFuture(
                new Refused(Refused.Kind.BUSY, "log-full", "The log is full."));
    }
}
