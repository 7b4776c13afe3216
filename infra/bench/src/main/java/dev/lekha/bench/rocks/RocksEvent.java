package dev.lekha.bench.rocks;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.conversion.PassThroughConverter;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;

/**
 * An event as it is stored; its payload must be bytes.
 *
 * @param recordedAt microseconds since 1970
 * @param tags as {@code key=value}
 */
record RocksEvent(
        String id,
        String type,
        String version,
        long recordedAt,
        Set<String> tags,
        Map<String, String> metadata,
        byte[] body) {
    static RocksEvent of(TaggedEventMessage<?> tagged) {
        var event = tagged.event();
        var body = event.payloadAs(byte[].class, PassThroughConverter.INSTANCE);
        return new RocksEvent(
                event.identifier(),
                event.type().name(),
                event.type().version(),
                ChronoUnit.MICROS.between(Instant.EPOCH, event.timestamp()),
                tagged.tags().stream().map(Criterion::text).collect(Collectors.toSet()),
                event.metadata(),
                Objects.requireNonNull(body));
    }

    EventMessage message() {
        return new GenericEventMessage(
                id,
                new MessageType(type, version),
                body,
                metadata,
                Instant.EPOCH.plus(recordedAt, ChronoUnit.MICROS));
    }

    byte[] bytes() {
        var out = new RocksBytes.Out(body.length);
        out.text(id).text(type).text(version).number(recordedAt).count(tags.size());
        tags.forEach(out::text);
        out.count(metadata.size());
        metadata.forEach((name, value) -> out.text(name).text(value));
        return out.last(body);
    }

    static RocksEvent read(byte[] bytes) {
        var in = new RocksBytes.In(bytes);
        return new RocksEvent(
                in.text(), in.text(), in.text(), in.number(), in.texts(), in.map(), in.last());
    }
}
