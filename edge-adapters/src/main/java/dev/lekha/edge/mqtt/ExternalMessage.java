package dev.lekha.edge.mqtt;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Role;
import java.util.Optional;
import java.util.Set;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Reads a message from an external broker as a report of the device whose topic it came by. */
final class ExternalMessage {
    private ExternalMessage() {}

    static Report report(String topic, MqttMessage message) {
        Topics.Device device =
                Topics.device(topic).orElse(new Topics.Device(Caller.DEFAULT_TENANT, ""));
        Caller caller = new Caller(device.name(), device.tenant(), Set.of(Role.NODE), Set.of());
        String type = message.getProperties().getContentType();
        return new Report(
                caller,
                device.name(),
                message.getPayload(),
                type == null ? "" : type,
                property(message, "rqi"),
                property(message, "content-digest"),
                property(message, Report.ORIGIN_EVIDENCE));
    }

    /** A message and where it goes. */
    record Addressed(String topic, MqttMessage message) {}

    /** The receipt, where the sender asks for it on a topic of the device's own. */
    static Optional<Addressed> receipt(MqttMessage asked, Report report, byte[] receipt) {
        String topic = asked.getProperties().getResponseTopic();
        if (receipt.length == 0
                || topic == null
                || !Topics.own(report.caller(), topic)
                || topic.matches(".*[+#].*")) {
            return Optional.empty();
        }
        MqttProperties properties = new MqttProperties();
        properties.setContentType(ReceiptsOut.CONTENT_TYPE);
        properties.setCorrelationData(asked.getProperties().getCorrelationData());
        return Optional.of(new Addressed(topic, new MqttMessage(receipt, 1, false, properties)));
    }

    private static String property(MqttMessage message, String name) {
        return message.getProperties().getUserProperties().stream()
                .filter(each -> each.getKey().equals(name))
                .findFirst()
                .map(each -> Optional.ofNullable(each.getValue()).orElse(""))
                .orElse("");
    }
}
