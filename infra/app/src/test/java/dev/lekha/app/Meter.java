package dev.lekha.app;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/**
 * A metering device: reports a growing register, and sends a report again until it is acknowledged.
 */
final class Meter implements Runnable {
    static final String SECRET = "a-secret-of-twenty-letters";

    /**
     * A device that always tried at once would leave its platform no time to come up again (ns).
     */
    private static final long BEFORE_AGAIN = 100_000_000;

    /** Leaves something of the machine to platforms that start meanwhile (ns). */
    private static final long BETWEEN = 50_000_000;

    final String node;
    final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private final Supplier<URI> broker;
    private volatile boolean enough;
    private long register = 1_000;

    Meter(String node, Supplier<URI> broker) {
        this.node = node;
        this.broker = broker;
    }

    void enough() {
        enough = true;
    }

    /** The register's value when the last acknowledged report was made. */
    long register() {
        return register;
    }

    @Override
    public void run() {
        while (!enough) {
            try (var session = new Session()) {
                while (!enough) {
                    session.report(register + 1);
                    register++;
                    acknowledged.add("r" + register);
                    LockSupport.parkNanos(BETWEEN);
                }
            } catch (MqttException broken) {
                LockSupport.parkNanos(BEFORE_AGAIN);
            }
        }
    }

    /**
     * One connection. A report whose acknowledgement was lost is sent again over the next, under
     * its old id.
     */
    private final class Session implements AutoCloseable {
        private static final long PATIENCE_MILLIS = 10_000;
        private final MqttAsyncClient client;

        Session() throws MqttException {
            client = new MqttAsyncClient(broker.get().toString(), node, null);
            var options = new MqttConnectionOptions();
            options.setUserName(node);
            options.setPassword(SECRET.getBytes(StandardCharsets.UTF_8));
            options.setCleanStart(true);
            options.setAutomaticReconnect(false);
            options.setConnectionTimeout(5);
            client.connect(options).waitForCompletion(PATIENCE_MILLIS);
        }

        void report(long value) throws MqttException {
            var properties = new MqttProperties();
            properties.setUserProperties(List.of(new UserProperty("rqi", "r" + value)));
            var pack = "[{\"n\":\"energy\",\"u\":\"Wh\",\"v\":" + value + "}]";
            var message =
                    new MqttMessage(pack.getBytes(StandardCharsets.UTF_8), 1, false, properties);
            var token = client.publish("devices/" + node + "/reports", message);
            token.waitForCompletion(PATIENCE_MILLIS);
            for (var code : token.getReasonCodes() == null ? new int[0] : token.getReasonCodes()) {
                if (code >= 0x80) {
                    throw new MqttException(code);
                }
            }
        }

        @Override
        public void close() throws MqttException {
            client.disconnectForcibly(0, 100, false);
            client.close(true);
        }
    }
}
