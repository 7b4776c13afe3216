package dev.lekha.edge.kafka;

import dev.lekha.edge.CloudEvent;
import dev.lekha.edge.Parties;
import dev.lekha.kernel.Log;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Which records an event becomes, in which topics and under which keys. */
final class Publication {
    private static final Set<String> USAGE = Set.of(Parties.USAGE_RECORDED, "charging.UsageRated");
    private static final Set<String> CDRS =
            Set.of("charging.CdrIssued", "charging.UsageAdjusted", "charging.PeriodClosed");

    private final KafkaProperties properties;
    private final Parties parties;
    private final Set<String> published;
    private final Map<String, String> charging;

    /**
     * @param published stored names of events that may be seen
     */
    Publication(KafkaProperties properties, Parties parties, Set<String> published) {
        this.properties = properties;
        this.parties = parties;
        this.published = Set.copyOf(published);
        this.charging = charging(properties.topics());
    }

    private static Map<String, String> charging(Topics topics) {
        var byType = new HashMap<String, String>();
        USAGE.forEach(type -> byType.put(type, topics.usage()));
        CDRS.forEach(type -> byType.put(type, topics.cdrs()));
        return byType;
    }

    /** None, where the event is not public. */
    List<ProducerRecord<byte[], byte[]>> records(Log.Stored event) {
        if (!published.contains(event.type())) {
            return List.of();
        }
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>(2);
        var entity = parties.entity(event);
        records.add(record(event, properties.topics().events(), entity));
        Optional.ofNullable(charging.get(event.type()))
                .map(topic -> record(event, topic, parties.subscription(event)))
                .ifPresent(records::add);
        return records;
    }

    /** Events that name nobody share the key of their type, so that they keep their order. */
    private ProducerRecord<byte[], byte[]> record(
            Log.Stored event, String topic, Optional<Parties.Subject> subject) {
        return EventRecord.of(
                CloudEvent.of(event, subject, properties.source(), properties.schemas()),
                topic,
                subject.map(Parties.Subject::id).orElse(event.type()),
                properties.feed().mode());
    }
}
