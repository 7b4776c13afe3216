package dev.lekha.edge.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * How far the feed has come, as Kafka itself knows it: a record in a compacted topic, written in
 * the transaction of the events that it stands for. Key: the feed's name. Value: a log position in
 * decimal digits.
 */
final class FeedPosition {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaProperties properties;
    private final TopicPartition place;
    private final byte[] key;

    FeedPosition(KafkaProperties properties) {
        this.properties = properties;
        this.place = new TopicPartition(properties.topics().feedPosition(), 0);
        this.key = properties.feed().name().getBytes(StandardCharsets.UTF_8);
    }

    ProducerRecord<byte[], byte[]> record(long position) {
        return new ProducerRecord<>(
                place.topic(),
                place.partition(),
                key,
                Long.toString(position).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Reads the committed position. To be asked when no transaction of this feed is open. Another
     * feed's may be; what stands behind its first record is not shown before it ends, so this waits
     * until it has seen all there was when it began.
     *
     * @throws TimeoutException where that does not come about in time
     */
    OptionalLong read(TopicSetup topics) {
        long end = topics.ends(place.topic()).getOrDefault(place, 0L);
        long deadline = System.nanoTime() + patience().toNanos();
        byte[] last = null;
        try (var consumer = consumer()) {
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            while (consumer.position(place) < end) {
                if (System.nanoTime() - deadline > 0) {
                    throw new TimeoutException(
                            "%s can be read up to %d of %d; open transactions: %s"
                                    .formatted(
                                            place,
                                            consumer.position(place),
                                            end,
                                            topics.openTransactions(place)));
                }
                last = lastOf(consumer, last);
            }
        }
        return last == null
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(Headers.text(last)));
    }

    private byte @Nullable [] lastOf(KafkaConsumer<byte[], byte[]> consumer, byte @Nullable [] so) {
        var last = so;
        for (var record : consumer.poll(POLL)) {
            if (Arrays.equals(record.key(), key)) {
                last = record.value();
            }
        }
        return last;
    }

    /** Longer than any transaction of a feed may last. */
    private Duration patience() {
        return properties.requestTimeout().multipliedBy(4);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        var settings = new HashMap<>(properties.clientSettings());
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("max.poll.records", 10_000);
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
