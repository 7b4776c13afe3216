package dev.lekha.edge.mqtt;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The same door on somebody else's broker: a shared subscription to all reports, each acknowledged
 * when its outcome is known and not before.
 *
 * <p>There the broker authenticates the devices, so whoever publishes to a device's topic is taken
 * for that device: the broker's access rules must let only itself, or its gateway, do so. It must
 * still be registered here.
 *
 * <p>The broker keeps what was not acknowledged, over lost connections and over restarts of the
 * platform up to a day. Acknowledgements go out as outcomes come, not in the order of arrival, so
 * that one report that cannot be stored does not hold up all others; brokers match them by packet
 * identifier.
 */
public final class ExternalBroker implements Publisher, AutoCloseable {
    /** Of all devices; processes of one platform share the messages among them. */
    static final String SUBSCRIPTION = "$share/lekha/devices/+/reports";

    /** Of all devices of other tenants than the default one. */
    static final String OF_TENANTS = "$share/lekha/tenants/+/devices/+/reports";

    private static final Logger LOG = LoggerFactory.getLogger(ExternalBroker.class);
    private static final long SESSION_SECONDS = Duration.ofDays(1).toSeconds();
    private static final int MOST_RECEIVED = 65_535;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final MqttProperties properties;
    private final SocketFactory sockets;
    private final Reports reports;
    private final Semaphore places;
    private final AtomicInteger connections = new AtomicInteger();
    private final ExternalOutlet outlet = new ExternalOutlet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread keeper;

    /**
     * @param sockets how to reach the broker: with TLS where its URI says {@code ssl}
     */
    public ExternalBroker(
            MqttProperties properties,
            SocketFactory sockets,
            Reports reports,
            MeterRegistry meters) {
        this.properties = properties;
        this.sockets = sockets;
        this.reports = reports;
        this.places = new Semaphore(properties.maxInFlight());
        this.keeper = Thread.ofVirtual().name("mqtt-external").unstarted(this::keepConnected);
        Gauge.builder(
                        "lekha.mqtt.in.flight",
                        places,
                        free -> properties.maxInFlight() - free.availablePermits())
                .register(meters);
        Gauge.builder("lekha.mqtt.connected", connections, AtomicInteger::get).register(meters);
    }

    /** Returns at once; the broker may come later. */
    public void start() {
        keeper.start();
    }

    public boolean connected() {
        return connections.get() > 0;
    }

    @Override
    public CompletableFuture<Boolean> publish(
            String topic, byte[] payload, String contentType, String event, String id) {
        return outlet.publish(topic, payload, contentType, event, id);
    }

    /**
     * Begins nothing new, finishes what is in flight within the grace period, then leaves; the
     * session stays.
     */
    @Override
    public void close() {
        closed.countDown();
        try {
            if (!places.tryAcquire(
                    properties.maxInFlight(),
                    properties.shutdownGrace().toMillis(),
                    TimeUnit.MILLISECONDS)) {
                LOG.warn("Some reports were not finished; the broker will deliver them again");
            }
            keeper.interrupt();
            keeper.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepConnected() {
        Duration pause = FIRST_PAUSE;
        try {
            while (closed.getCount() > 0) {
                pause = connects() ? FIRST_PAUSE : longer(pause);
                Thread.sleep(pause);
            }
        } catch (InterruptedException _) {
            LOG.info("Leaving the MQTT broker {}", properties.uri());
        }
    }

    /** Whether there was a connection, which is over by now. */
    private boolean connects() throws InterruptedException {
        try {
            connectedOnce();
            return true;
        } catch (MqttException unreachable) {
            LOG.warn(
                    "The MQTT broker {} cannot be used: {}",
                    properties.uri(),
                    unreachable.toString());
            return false;
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /**
     * One connection from beginning to end; a new client for each, so that an old one acknowledges
     * nothing in it.
     */
    private void connectedOnce() throws MqttException, InterruptedException {
        MqttAsyncClient client =
                new MqttAsyncClient(
                        properties.uri(), properties.clientId(), new MemoryPersistence());
        CountDownLatch lost = new CountDownLatch(1);
        try {
            client.setManualAcks(true);
            client.setCallback(
                    new Deliveries(lost, (topic, message) -> receive(client, topic, message)));
            client.connect(options()).waitForCompletion();
            client.subscribe(new MqttSubscription(SUBSCRIPTION, 1)).waitForCompletion();
            client.subscribe(new MqttSubscription(OF_TENANTS, 1)).waitForCompletion();
            LOG.info("Connected to the MQTT broker {}", properties.uri());
            connections.incrementAndGet();
            outlet.use(client);
            lost.await();
            LOG.warn("The connection to the MQTT broker {} was lost", properties.uri());
        } finally {
            connections.set(0);
            outlet.none();
            leave(client);
        }
    }

    private void receive(MqttAsyncClient client, String topic, MqttMessage message)
            throws InterruptedException {
        // Waiting here stops the client from reading, which is how the broker learns to wait.
        places.acquire();
        if (closed.getCount() == 0) {
            places.release();
            return;
        }
        accept(client, message, ExternalMessage.report(topic, message));
    }

    private void accept(MqttAsyncClient client, MqttMessage message, Report report) {
        reports.accept(report)
                .thenAccept(outcome -> {
                    if (outcome instanceof Outcome.Postponed && closed.getCount() > 0) {
                        // The broker will not deliver it again on this connection, so it stays with
                        // us.
                        accept(client, message, report);
                        return;
                    }
                    if (outcome instanceof Outcome.Stored(_, var receipt)) {
                        ExternalMessage.receipt(message, report, receipt)
                                .ifPresent(given -> publish(client, given));
                    }
                    if (!(outcome instanceof Outcome.Postponed)) {
                        acknowledge(client, message);
                    }
                    places.release();
                });
    }

    private static void publish(MqttAsyncClient client, ExternalMessage.Addressed receipt) {
        try {
            client.publish(receipt.topic(), receipt.message());
        } catch (MqttException gone) {
            LOG.warn("A receipt was not given; a repeat gets it: {}", gone.toString());
        }
    }

    private static void acknowledge(MqttAsyncClient client, MqttMessage message) {
        try {
            client.messageArrivedComplete(message.getId(), message.getQos());
        } catch (MqttException gone) {
            LOG.debug("Not acknowledged, so the broker will deliver it again: {}", gone.toString());
        }
    }

    private MqttConnectionOptions options() {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(SESSION_SECONDS);
        options.setReceiveMaximum(Math.min(MOST_RECEIVED, properties.maxInFlight()));
        options.setAutomaticReconnect(false);
        options.setSocketFactory(sockets);
        if (!properties.username().isEmpty()) {
            options.setUserName(properties.username());
            options.setPassword(properties.password().getBytes(StandardCharsets.UTF_8));
        }
        return options;
    }

    private static void leave(MqttAsyncClient client) throws MqttException {
        if (client.isConnected()) {
            client.disconnectForcibly(0, 1000, true);
        }
        client.close(true);
    }
}
