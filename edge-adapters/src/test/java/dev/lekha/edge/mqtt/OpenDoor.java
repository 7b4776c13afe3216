package dev.lekha.edge.mqtt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** An embedded broker on a free port of this machine, and clients to knock at it. */
final class OpenDoor implements AutoCloseable {
    final StandInPlatform platform = new StandInPlatform();
    final MeterRegistry meters = new SimpleMeterRegistry();
    final MqttProperties properties;
    final EmbeddedBroker broker;
    private final Map<Meter.Id, Double> before = new HashMap<>();
    private final List<MqttAsyncClient> clients = new ArrayList<>();

    OpenDoor(Path data, Map<String, String> settings) {
        Map<String, String> all =
                new HashMap<>(Map.of("host", "127.0.0.1", "port", "0", "keep-sessions", "false"));
        all.put("data", data.toString());
        all.putAll(settings);
        properties = MqttProperties.of(all);
        Reports reports =
                new Reports(
                        "mqtt",
                        platform,
                        platform,
                        properties.limits(),
                        meters,
                        InstantSource.system());
        broker = new EmbeddedBroker(properties, platform, reports, meters);
        broker.start();
    }

    /** Ends all connections and forgets all requests, for the next test. */
    void reset() throws MqttException {
        for (MqttAsyncClient client : clients) {
            if (client.isConnected()) {
                client.disconnectForcibly(0, 500, false);
            }
            client.close(true);
        }
        clients.clear();
        meters.forEachMeter(meter -> before.put(meter.getId(), value(meter)));
        platform.reset();
    }

    String uri() {
        return "tcp://127.0.0.1:" + broker.port();
    }

    /** A connected client of that credential. */
    MqttAsyncClient client(String credential) throws MqttException {
        MqttAsyncClient client =
                new MqttAsyncClient(
                        uri(), credential + "-" + clients.size(), new MemoryPersistence());
        clients.add(client);
        client.connect(options(credential, StandInPlatform.SECRETS.get(credential)))
                .waitForCompletion(10_000);
        return client;
    }

    static MqttConnectionOptions options(String credential, String secret) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(credential);
        options.setPassword(secret.getBytes(StandardCharsets.UTF_8));
        options.setCleanStart(true);
        options.setAutomaticReconnect(false);
        return options;
    }

    /** How many of a meter since the test began. */
    double refused(String reason) {
        return count("lekha.refused.input", "reason", reason);
    }

    double count(String meter, String... tags) {
        return meters.find(meter).tags(tags).counters().stream()
                .mapToDouble(each -> each.count() - before.getOrDefault(each.getId(), 0.0))
                .sum();
    }

    private static double value(Meter meter) {
        return meter instanceof Counter counter ? counter.count() : 0;
    }

    @Override
    public void close() throws MqttException {
        reset();
        broker.close();
    }
}
