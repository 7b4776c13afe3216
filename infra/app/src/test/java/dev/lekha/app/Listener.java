package dev.lekha.app;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A client of the broker that keeps what it hears on one topic. */
final class Listener implements AutoCloseable, MqttCallback {
    private static final long PATIENCE_MILLIS = 20_000;

    final List<MqttMessage> heard = new CopyOnWriteArrayList<>();

    /** The reason code with which the broker ended the connection. */
    final CompletableFuture<Integer> ended = new CompletableFuture<>();

    private final MqttAsyncClient client;

    Listener(URI broker, String name, String secret, String topic) throws MqttException {
        client = new MqttAsyncClient(broker.toString(), name, null);
        client.setCallback(this);
        var options = new MqttConnectionOptions();
        options.setUserName(name);
        options.setPassword(secret.getBytes(StandardCharsets.UTF_8));
        client.connect(options).waitForCompletion(PATIENCE_MILLIS);
        client.subscribe(topic, 1).waitForCompletion(PATIENCE_MILLIS);
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        heard.add(message);
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        ended.complete(response.getReturnCode());
    }

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

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            client.disconnect().waitForCompletion(PATIENCE_MILLIS);
        }
        client.close();
    }
}
