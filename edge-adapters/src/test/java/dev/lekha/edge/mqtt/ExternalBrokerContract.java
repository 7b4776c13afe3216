package dev.lekha.edge.mqtt;

import static dev.lekha.edge.mqtt.EmbeddedBrokerTest.PACK;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;

import dev.lekha.kernel.Answer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The same door on a broker that is not ours: what holds on every one. */
@TestInstance(PER_CLASS)
abstract class ExternalBrokerContract {
    static final Duration SOON = Duration.ofSeconds(20);

    private final StandInPlatform platform = new StandInPlatform();
    private SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private SomeBroker broker;
    private MqttClient device;

    abstract Optional<SomeBroker> broker(Path folder);

    @BeforeAll
    void start(@TempDir Path folder) {
        Optional<SomeBroker> found = broker(folder);
        assumeTrue(found.isPresent(), "This broker is not installed here");
        broker = found.get();
    }

    @AfterAll
    void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    @BeforeEach
    void connect() throws MqttException {
        platform.reset();
        meters = new SimpleMeterRegistry();
        device = new MqttClient(broker.uri(), "pump-1", new MemoryPersistence());
        device.connect();
    }

    @AfterEach
    void disconnect() throws MqttException {
        device.disconnectForcibly(0, 500);
        device.close(true);
    }

    @Test
    void a_report_that_is_not_stored_is_delivered_again_and_one_that_is_is_not()
            throws MqttException {
        platform.answer(_ -> new CompletableFuture<Answer>());
        try (ExternalBroker door = opened()) {
            device.publish("devices/pump-1/reports", PACK, 1, false);
            await().until(() -> platform.reports().size() == 1);
        }
        platform.reset();
        try (ExternalBroker door = opened()) {
            await().until(() -> platform.reports().size() == 1);
            await().until(() -> count("lekha.reports.stored") == 1);
            device.publish("devices/pump-1/reports", PACK, 1, false);
            await().until(() -> count("lekha.reports.stored") == 2);
        }
        platform.reset();
        try (ExternalBroker door = opened()) {
            await().during(ofMillis(500)).until(() -> platform.reports().isEmpty());
        }
        assertThat(platform.faults()).isEmpty();
    }

    @Test
    void what_is_faulty_is_recorded_once_and_does_not_come_again() throws MqttException {
        try (ExternalBroker door = opened()) {
            device.publish("devices/pump-1/reports", "rubbish".getBytes(UTF_8), 1, false);
            device.publish("devices/nobody/reports", PACK, 1, false);
            device.publish("devices/pump-1/reports", PACK, 1, false);
            await().until(() -> count("lekha.reports.stored") == 1);
            await().until(() -> platform.faults().size() == 2);
        }
        assertThat(platform.faults())
                .extracting(
                        each -> each.get("source").asString() + " " + each.get("reason").asString())
                .containsExactlyInAnyOrder("pump-1 pack-not-array", "nobody topic-not-permitted");
        try (ExternalBroker door = opened()) {
            device.publish("devices/pump-1/reports", PACK, 1, false);
            await().until(() -> count("lekha.reports.stored") == 2);
        }
        assertThat(platform.faults()).hasSize(2);
    }

    @Test
    void a_receipt_goes_to_the_device_s_own_response_topic_and_to_no_other() throws Exception {
        BlockingQueue<String> topics = new LinkedBlockingQueue<>();
        MqttClient listener = new MqttClient(broker.uri(), "listener", new MemoryPersistence());
        listener.setCallback(
                new Deliveries(new CountDownLatch(1), (topic, _) -> topics.add(topic)));
        listener.connect();
        try (ExternalBroker door = opened()) {
            listener.subscribe("devices/+/receipts", 1);
            device.publish("devices/pump-1/reports", signed("devices/pump-2/receipts"));
            device.publish("devices/pump-1/reports", signed("devices/pump-1/receipts"));
            assertThat(topics.poll(20, TimeUnit.SECONDS)).isEqualTo("devices/pump-1/receipts");
            assertThat(topics).isEmpty();
        } finally {
            listener.disconnectForcibly(0, 500);
            listener.close(true);
        }
    }

    @Test
    void what_the_platform_says_is_known_to_be_heard_or_not() throws Exception {
        var topic = "devices/pump-1/notifications";
        BlockingQueue<MqttMessage> heard = new LinkedBlockingQueue<>();
        device.setCallback(
                new Deliveries(new CountDownLatch(1), (_, message) -> heard.add(message)));
        ExternalBroker door = opened();
        try (door) {
            assertThat(said(door, topic)).succeedsWithin(SOON).isEqualTo(false);
            device.subscribe(topic, 1);
            assertThat(said(door, topic)).succeedsWithin(SOON).isEqualTo(true);
            var message = heard.poll(20, TimeUnit.SECONDS);
            assertThat(message.getPayload()).isEqualTo(PACK);
            assertThat(message.getProperties().getContentType()).isEqualTo("text/plain");
            assertThat(message.getProperties().getUserProperties())
                    .containsExactly(
                            new UserProperty("event-id", "e1"),
                            new UserProperty("notification-id", "n1"));
        }
        assertThat(said(door, topic)).failsWithin(SOON);
    }

    static CompletableFuture<Boolean> said(Publisher door, String topic) {
        return door.publish(topic, PACK, "text/plain", "e1", "n1");
    }

    private static MqttMessage signed(String responseTopic) {
        var properties = new org.eclipse.paho.mqttv5.common.packet.MqttProperties();
        properties.setUserProperties(
                List.of(new UserProperty(Report.ORIGIN_EVIDENCE, SignedReportsTest.evidence())));
        properties.setResponseTopic(responseTopic);
        return new MqttMessage(SignedReportsTest.PACK, 1, false, properties);
    }

    final ExternalBroker opened() {
        MqttProperties properties =
                MqttProperties.of(
                        Map.of(
                                "mode",
                                "external",
                                "uri",
                                broker.uri(),
                                "patience",
                                "300ms",
                                "shutdown-grace",
                                "100ms"));
        Reports reports =
                new Reports(
                        "mqtt",
                        platform,
                        platform,
                        properties.limits(),
                        meters,
                        InstantSource.system(),
                        SignedReportsTest.GIVING);
        ExternalBroker door =
                new ExternalBroker(properties, SocketFactory.getDefault(), reports, meters);
        door.start();
        await().until(door::connected);
        return door;
    }

    private double count(String meter) {
        return meters.find(meter).counters().stream().mapToDouble(each -> each.count()).sum();
    }
}
