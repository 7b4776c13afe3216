package dev.lekha.edge.mqtt;

import java.util.concurrent.CountDownLatch;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client of an external broker tells us: messages, and that the connection has gone. */
final class Deliveries implements MqttCallback {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final CountDownLatch lost;
    private final Receiver receiver;

    Deliveries(CountDownLatch lost, Receiver receiver) {
        this.lost = lost;
        this.receiver = receiver;
    }

    /** Takes a message; may wait. */
    @FunctionalInterface
    interface Receiver {
        void receive(String topic, MqttMessage message) throws InterruptedException;
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) throws InterruptedException {
        receiver.receive(topic, message);
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        lost.countDown();
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
        LOG.warn("The MQTT client met an error: {}", exception.toString());
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
        // Of messages that we publish; there are none.
    }

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {
        // The one who connects waits for it.
    }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {
        // Only with enhanced authentication, which we do not ask for.
    }
}
