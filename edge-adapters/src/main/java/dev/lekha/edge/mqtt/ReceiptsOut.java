package dev.lekha.edge.mqtt;

import com.hivemq.extension.sdk.api.packets.general.Qos;
import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;
import com.hivemq.extension.sdk.api.services.builder.Builders;
import com.hivemq.extension.sdk.api.services.publish.PublishService;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives receipts to who asks for them: on the message's response topic, with its correlation data
 * (MQTT 5, 4.10). A receipt that gets lost is given again to a repeat of the message.
 */
final class ReceiptsOut {
    /** RFC 9052, 11.2. */
    static final String CONTENT_TYPE = "application/cose; cose-type=\"cose-sign1\"";

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptsOut.class);

    private final PublishService service;
    private final MeterRegistry meters;

    ReceiptsOut(PublishService service, MeterRegistry meters) {
        this.service = service;
        this.meters = meters;
    }

    void give(PublishPacket asked, Outcome outcome) {
        if (outcome instanceof Outcome.Stored(_, var receipt) && receipt.length > 0) {
            asked.getResponseTopic().ifPresent(topic -> publish(topic, asked, receipt));
        }
    }

    private void publish(String topic, PublishPacket asked, byte[] receipt) {
        var message =
                Builders.publish()
                        .topic(topic)
                        .qos(Qos.AT_LEAST_ONCE)
                        .contentType(CONTENT_TYPE)
                        .payload(ByteBuffer.wrap(receipt));
        asked.getCorrelationData().ifPresent(message::correlationData);
        service.publish(message.build())
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        meters.counter("lekha.receipts.failed", "door", "mqtt").increment();
                        LOG.warn("A receipt was not given: {}", failure.toString());
                    }
                });
    }
}
