package dev.lekha.app;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A client whose session outlives its connection for an hour. */
record SessionClient(MqttAsyncClient client, List<MqttMessage> heard) implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 20_000;
    private static final long AN_HOUR = 3_600;

    static SessionClient begin(URI broker, String name, String secret) throws MqttException {
        return connect(broker, name, secret, true);
    }

    static SessionClient resume(URI broker, String name, String secret) throws MqttException {
        return connect(broker, name, secret, false);
    }

    private static SessionClient connect(URI broker, String name, String secret, boolean clean)
            throws MqttException {
        var client = new MqttAsyncClient(broker.toString(), name, null);
        var heard = new CopyOnWriteArrayList<MqttMessage>();
        client.setCallback(new Keeping(heard));
        var options = new MqttConnectionOptions();
        options.setUserName(name);
        options.setPassword(secret.getBytes(StandardCharsets.UTF_8));
        options.setCleanStart(clean);
        options.setSessionExpiryInterval(AN_HOUR);
        client.connect(options).waitForCompletion(PATIENCE_MILLIS);
        return new SessionClient(client, heard);
    }

    void subscribe(String topic) throws MqttException {
        client.subscribe(topic, 1).waitForCompletion(PATIENCE_MILLIS);
    }

    /** Ends the connection, and not the session. */
    void end() throws MqttException {
        client.disconnect().waitForCompletion(PATIENCE_MILLIS);
        client.close();
    }

    @Override
    public void close() throws MqttException {
        end();
    }

    private record Keeping(List<MqttMessage> heard) implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            heard.add(message);
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {}

        @Override
        public void mqttErrorOccurred(MqttException exception) {
            throw new IllegalStateException(exception);
        }

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String server) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
