package dev.lekha.edge.mqtt;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.jspecify.annotations.Nullable;

/** What the platform itself says on somebody else's broker, by the connection that there is. */
final class ExternalOutlet implements Publisher {
    /** PUBACK reason codes, MQTT 5, 3.4.2.1. */
    private static final int NO_MATCHING_SUBSCRIBERS = 0x10;

    private static final int FIRST_FAILURE = 0x80;

    private volatile @Nullable MqttAsyncClient connection;

    void use(MqttAsyncClient connected) {
        connection = connected;
    }

    void none() {
        connection = null;
    }

    @Override
    public CompletableFuture<Boolean> publish(
            String topic, byte[] payload, String contentType, String event, String id) {
        var client = connection;
        if (client == null) {
            return CompletableFuture.failedFuture(new IOException("the broker is away"));
        }
        var answer = new Answer();
        try {
            client.publish(topic, message(payload, contentType, event, id), null, answer);
        } catch (MqttException refused) {
            answer.heard.completeExceptionally(refused);
        }
        return answer.heard;
    }

    private static MqttMessage message(
            byte[] payload, String contentType, String event, String id) {
        var properties = new MqttProperties();
        properties.setContentType(contentType);
        properties.setUserProperties(
                List.of(
                        new UserProperty("event-id", event),
                        new UserProperty("notification-id", id)));
        return new MqttMessage(payload, 1, false, properties);
    }

    /** A broker of MQTT 5 says in its acknowledgement who listens. */
    private record Answer(CompletableFuture<Boolean> heard) implements MqttActionListener {
        Answer() {
            this(new CompletableFuture<>());
        }

        @Override
        public void onSuccess(IMqttToken token) {
            var codes = token.getReasonCodes();
            var code = codes == null || codes.length == 0 ? 0 : codes[0];
            if (code >= FIRST_FAILURE) {
                heard.completeExceptionally(
                        new IOException("the broker refuses it, 0x%02x".formatted(code)));
            } else {
                heard.complete(code != NO_MATCHING_SUBSCRIBERS);
            }
        }

        @Override
        public void onFailure(IMqttToken token, Throwable failure) {
            heard.completeExceptionally(failure);
        }
    }
}
