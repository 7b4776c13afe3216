package dev.lekha.edge.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one consumer. An offset is committed when every record before it has come to its end;
 * a partition with too many that have not is paused, and nothing more is fetched of it.
 */
final class CommandSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandSession.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final KafkaProperties properties;
    private final CommandWork work;
    private final Replies replies;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, PartitionWork> partitions = new ConcurrentHashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> reached = new HashMap<>();
    private boolean committed = true;

    private CommandSession(KafkaProperties properties, CommandWork work) {
        this.properties = properties;
        this.work = work;
        this.consumer = consumer(properties);
        this.replies = new Replies(properties);
    }

    static CommandSession open(KafkaProperties properties, CommandWork work) {
        try (var topics = new TopicSetup(properties)) {
            topics.ensureCommands();
        }
        var session = new CommandSession(properties, work);
        session.consumer.subscribe(
                List.of(properties.topics().commands()), session.new Rebalancing());
        return session;
    }

    /** One look at the topic. */
    void turn() {
        for (var record : consumer.poll(POLL)) {
            partitions
                    .computeIfAbsent(
                            new TopicPartition(record.topic(), record.partition()), _ -> newWork())
                    .add(record);
        }
        var done = advance(partitions);
        reached.putAll(done);
        if (!done.isEmpty() || !committed) {
            committed = true;
            consumer.commitAsync(Map.copyOf(reached), (_, failure) -> note(failure));
        }
        partitions.forEach(this::pauseOrResume);
    }

    int inFlight() {
        return partitions.values().stream().mapToInt(PartitionWork::uncommitted).sum();
    }

    private PartitionWork newWork() {
        return new PartitionWork((record, lease) -> work.take(record, lease, replies));
    }

    private void pauseOrResume(TopicPartition partition, PartitionWork uncommitted) {
        int most = properties.commands().maxInFlight();
        if (uncommitted.uncommitted() >= most) {
            consumer.pause(List.of(partition));
        } else if (uncommitted.uncommitted() <= most / 2) {
            consumer.resume(List.of(partition));
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> advance(
            Map<TopicPartition, PartitionWork> works) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        works.forEach((partition, each) ->
                each.advance()
                        .ifPresent(next -> offsets.put(partition, new OffsetAndMetadata(next))));
        return offsets;
    }

    /** What is not committed costs a redelivery at worst, which finds its first answer. */
    private void note(@Nullable Exception failure) {
        if (failure != null) {
            committed = false;
            LOG.info("Offsets of commands are not committed yet: {}", failure.toString());
        }
    }

    private final class Rebalancing implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            LOG.info("Commands are taken from {}", assigned);
        }

        /** What is in flight is finished, as far as time allows, so that little is done twice. */
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            finish(revoked);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            reached.keySet().removeAll(lost);
            lost.forEach(partition -> {
                var work = partitions.remove(partition);
                if (work != null) {
                    work.end();
                }
            });
        }
    }

    private void finish(Collection<TopicPartition> revoked) {
        var ending = new HashMap<>(partitions);
        ending.keySet().retainAll(revoked);
        partitions.keySet().removeAll(revoked);
        long deadline = System.nanoTime() + properties.commands().shutdownGrace().toNanos();
        ending.values().forEach(PartitionWork::end);
        ending.values().forEach(each -> each.await(deadline));
        var done = new HashMap<>(reached);
        done.keySet().retainAll(revoked);
        done.putAll(advance(ending));
        reached.keySet().removeAll(revoked);
        try {
            if (!done.isEmpty()) {
                consumer.commitSync(done, STOP);
            }
        } catch (KafkaException failed) {
            note(failed);
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(KafkaProperties properties) {
        var settings = new HashMap<>(properties.clientSettings());
        settings.put("group.id", properties.commands().group());
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_committed");
        settings.put("max.poll.records", properties.commands().maxPollRecords());
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        try {
            finish(List.copyOf(partitions.keySet()));
        } finally {
            consumer.close(CloseOptions.timeout(STOP));
            replies.close();
        }
    }
}
