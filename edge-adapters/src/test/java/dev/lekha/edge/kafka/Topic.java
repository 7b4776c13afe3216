package dev.lekha.edge.kafka;

import dev.lekha.kafka.CommittedRecords;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Rational;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A topic as its consumers see it: committed records only, from the beginning to the end. */
record Topic(String bootstrapServers, String name) {
    List<ConsumerRecord<byte[], byte[]>> records() {
        return CommittedRecords.of(bootstrapServers, name);
    }

    List<Long> positions() {
        return records().stream()
                .map(each -> Long.parseLong(header(each, "lekha-position")))
                .sorted()
                .toList();
    }

    /** Positions by key, each in the order in which a consumer sees them. */
    Map<String, List<Long>> byKey() {
        var byKey = new TreeMap<String, List<Long>>();
        records()
                .forEach(each ->
                        byKey.computeIfAbsent(
                                        new String(each.key(), StandardCharsets.UTF_8),
                                        _ -> new ArrayList<>())
                                .add(Long.parseLong(header(each, "lekha-position"))));
        return byKey;
    }

    /** As CloudEvents' own library reads them, in the order of the log. */
    List<CloudEvent> cloudEvents() {
        return records().stream()
                .map(each -> KafkaMessageFactory.createReader(each).toEvent())
                .sorted((one, other) -> Long.compare(position(one), position(other)))
                .toList();
    }

    static long position(CloudEvent event) {
        return Long.parseLong(String.valueOf(event.getExtension("lekhaposition")));
    }

    /** What structured charging data records add up to. */
    Rational money() {
        return records().stream()
                .map(each -> Json.MAPPER.readTree(each.value()).at("/data/amount/amount"))
                .map(amount -> Rational.parse(amount.asString()))
                .reduce(Rational.ZERO, Rational::plus);
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return Headers.read(record.headers(), name).orElse("");
    }
}
