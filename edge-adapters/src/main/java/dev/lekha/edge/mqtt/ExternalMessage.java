package dev.lekha.edge.mqtt;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Role;
import java.util.Optional;
import java.util.Set;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/** Reads a message from an external broker as a report of the device whose topic it came by. */
final class ExternalMessage {
    private ExternalMessage() {}

    static Report report(String topic, MqttMessage message) {
        String device = Topics.device(topic).orElse("");
        Caller caller = new Caller(device, Caller.DEFAULT_TENANT, Set.of(Role.NODE), Set.of());
        String type = message.getProperties().getContentType();
        return new Report(
                caller,
                device,
                message.getPayload(),
                type == null ? "" : type,
                property(message, "rqi"),
                property(message, "content-digest"));
    }

    private static String property(MqttMessage message, String name) {
        return message.getProperties().getUserProperties().stream()
                .filter(each -> each.getKey().equals(name))
                .findFirst()
                .map(each -> Optional.ofNullable(each.getValue()).orElse(""))
                .orElse("");
    }
}
