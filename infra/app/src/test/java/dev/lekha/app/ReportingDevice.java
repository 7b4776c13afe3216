package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/** A device of its own on the real broker. */
final class ReportingDevice implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 20_000;

    private final MqttAsyncClient client;

    ReportingDevice(URI broker, String node, String secret) throws MqttException {
        client = new MqttAsyncClient(broker.toString(), node, null);
        var options = new MqttConnectionOptions();
        options.setUserName(node);
        options.setPassword(secret.getBytes(StandardCharsets.UTF_8));
        client.connect(options).waitForCompletion(PATIENCE_MILLIS);
    }

    void report(String node, String pack) throws MqttException {
        assertThat(publish(node, pack.getBytes(StandardCharsets.UTF_8))).isLessThan(0x80);
    }

    /** The reason code of the broker's acknowledgement. */
    int publish(String node, byte[] pack, UserProperty... user) throws MqttException {
        var properties = new MqttProperties();
        properties.setUserProperties(List.of(user));
        var message = new MqttMessage(pack, 1, false, properties);
        var token = client.publish("devices/" + node + "/reports", message);
        token.waitForCompletion(PATIENCE_MILLIS);
        return token.getReasonCodes()[0];
    }

    @Override
    public void close() throws MqttException {
        client.disconnect().waitForCompletion(PATIENCE_MILLIS);
        client.close();
    }
}
