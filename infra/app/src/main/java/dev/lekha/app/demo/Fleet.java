package dev.lekha.app.demo;

import static dev.lekha.app.demo.Subject.ACKNOWLEDGED;
import static dev.lekha.app.demo.Subject.REFUSED;
import static dev.lekha.app.demo.Subject.SENT;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/**
 * All meters of the town, each an MQTT client of its own, and what they were told about their
 * messages.
 */
final class Fleet implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int THREADS_PER_CLIENT = 4;
    private static final int FIRST_ERROR = 0x80;
    private static final int AT_LEAST_ONCE = 1;

    private final String broker;
    private final List<Meter> meters;
    private final ScheduledExecutorService threads;
    private final Map<String, MqttAsyncClient> clients = new ConcurrentHashMap<>();
    private final Tally tally = new Tally(SENT, ACKNOWLEDGED, REFUSED);

    Fleet(String broker, List<Meter> meters) {
        this.broker = broker;
        this.meters = meters;
        this.threads =
                Executors.newScheduledThreadPool(
                        meters.size() * THREADS_PER_CLIENT, Thread.ofVirtual().factory());
    }

    void connect(Progress.Step step) throws InterruptedException {
        Together.each(
                meters,
                meters.size(),
                meter -> {
                    var client =
                            new MqttAsyncClient(
                                    broker, meter.node(), new MemoryPersistence(), null, threads);
                    clients.put(meter.node(), client);
                    var options = new MqttConnectionOptions();
                    options.setUserName(meter.node());
                    options.setPassword(meter.secret().getBytes(StandardCharsets.UTF_8));
                    options.setCleanStart(true);
                    options.setAutomaticReconnect(false);
                    client.connect(options).waitForCompletion(PATIENCE_MILLIS);
                    step.advance();
                });
    }

    /** Every meter sends its messages one after the other, all meters side by side. */
    void send(Function<Meter, List<Delivery>> messages, Progress.Step step)
            throws InterruptedException {
        Together.each(
                meters,
                meters.size(),
                meter -> {
                    for (var delivery : messages.apply(meter)) {
                        send(client(meter), delivery);
                        step.advance();
                    }
                });
    }

    private MqttAsyncClient client(Meter meter) {
        return Objects.requireNonNull(clients.get(meter.node()), "the meter is not connected");
    }

    private void send(MqttAsyncClient client, Delivery delivery) throws MqttException {
        var properties = new MqttProperties();
        properties.setContentType(delivery.contentType());
        properties.setUserProperties(List.of(new UserProperty("rqi", delivery.request())));
        var message = new MqttMessage(delivery.payload(), AT_LEAST_ONCE, false, properties);
        var token = client.publish(delivery.topic(), message);
        token.waitForCompletion(PATIENCE_MILLIS);
        var reasons = token.getReasonCodes();
        var refused = reasons != null && reasons.length > 0 && reasons[0] >= FIRST_ERROR;
        synchronized (tally) {
            tally.count(SENT);
            tally.count(refused ? REFUSED : ACKNOWLEDGED);
        }
    }

    /** What the meters were told. */
    Tally tally() {
        return tally;
    }

    /** All at once, since each takes its time to say goodbye. */
    @Override
    public void close() throws InterruptedException {
        try {
            Together.each(
                    clients.values(),
                    meters.size(),
                    client -> {
                        if (client.isConnected()) {
                            client.disconnect().waitForCompletion(PATIENCE_MILLIS);
                        }
                        client.close();
                    });
        } finally {
            threads.shutdownNow();
        }
    }
}
