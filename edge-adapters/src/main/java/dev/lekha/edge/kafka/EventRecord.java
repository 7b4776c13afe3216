package dev.lekha.edge.kafka;

import dev.lekha.edge.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** An event as a record of a topic (CloudEvents 1.0, Kafka protocol binding). */
final class EventRecord {
    private static final String PREFIX = "ce_";

    private EventRecord() {}

    static ProducerRecord<byte[], byte[]> of(
            CloudEvent event, String topic, String key, KafkaProperties.Mode mode) {
        return switch (mode) {
            case STRUCTURED ->
                    of(
                            event,
                            topic,
                            key,
                            event.json(),
                            List.of(Headers.of(Headers.CONTENT_TYPE, CloudEvent.STRUCTURED)));
            case BINARY -> {
                var headers = new ArrayList<Header>();
                headers.add(Headers.of(Headers.CONTENT_TYPE, CloudEvent.JSON));
                event.attributes()
                        .forEach((name, value) -> headers.add(Headers.of(PREFIX + name, value)));
                yield of(event, topic, key, event.data(), headers);
            }
        };
    }

    private static ProducerRecord<byte[], byte[]> of(
            CloudEvent event, String topic, String key, byte[] value, List<Header> headers) {
        var record =
                new ProducerRecord<>(
                        topic, null, key.getBytes(StandardCharsets.UTF_8), value, headers);
        record.headers()
                .add(
                        Headers.of(
                                Headers.POSITION,
                                String.valueOf(event.attributes().get("lekhaposition"))));
        return record;
    }
}
