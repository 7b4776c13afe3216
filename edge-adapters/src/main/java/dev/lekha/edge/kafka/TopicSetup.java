package dev.lekha.edge.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics that are missing and checks those that are there. */
final class TopicSetup implements AutoCloseable {
    /** Small segments, so that little but the last position is read at a start. */
    private static final Map<String, String> COMPACTED =
            Map.of(
                    "cleanup.policy", "compact",
                    "segment.bytes", "1048576",
                    "segment.ms", "600000",
                    "min.cleanable.dirty.ratio", "0.1");

    private final Admin admin;
    private final KafkaProperties properties;

    TopicSetup(KafkaProperties properties) {
        this.admin = Admin.create(properties.clientSettings());
        this.properties = properties;
    }

    /** The topics of the feed, and the one that its position is kept in. */
    void ensureFeed() {
        properties.topics().ofFeed().forEach(topic -> ensure(topic, properties.partitions()));
        var position = properties.topics().feedPosition();
        create(topic(position, 1).configs(COMPACTED));
        if (partitions(position) != 1) {
            throw new Unfit(position + " must have one partition: a position has one place.");
        }
        var policy = setting(position, "cleanup.policy");
        if (!policy.equals("compact")) {
            throw new Unfit(
                    "%s has cleanup.policy=%s; it must be compact, or the position is lost."
                            .formatted(position, policy));
        }
    }

    void ensureCommands() {
        properties.topics().ofCommands().forEach(topic -> ensure(topic, properties.partitions()));
    }

    /** Whether any record was ever written to one of the topics. */
    boolean anyWritten(Collection<String> topics) {
        return topics.stream()
                .flatMap(topic -> ends(topic).values().stream())
                .anyMatch(end -> end > 0);
    }

    /** The end of each partition, with what is not committed yet. */
    Map<TopicPartition, Long> ends(String topic) {
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        for (int at = 0; at < partitions(topic); at++) {
            asked.put(new TopicPartition(topic, at), OffsetSpec.latest());
        }
        var options = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
        return await(admin.listOffsets(asked, options).all()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, end -> offset(end.getValue())));
    }

    /** The transactions that are open in a partition, as sentences for whoever has to look. */
    List<String> openTransactions(TopicPartition partition) {
        return await(admin.describeProducers(List.of(partition)).partitionResult(partition))
                .activeProducers()
                .stream()
                .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                .map(producer ->
                        "producer %d, epoch %d, since offset %d"
                                .formatted(
                                        producer.producerId(),
                                        producer.producerEpoch(),
                                        producer.currentTransactionStartOffset().getAsLong()))
                .toList();
    }

    private static long offset(ListOffsetsResultInfo end) {
        return end.offset();
    }

    private void ensure(String name, int partitions) {
        create(topic(name, partitions));
    }

    private NewTopic topic(String name, int partitions) {
        return new NewTopic(
                name,
                Optional.of(partitions),
                Optional.of(properties.replication()).filter(replicas -> replicas > 0));
    }

    private void create(NewTopic topic) {
        if (await(admin.listTopics().names()).contains(topic.name())) {
            return;
        }
        try {
            await(admin.createTopics(List.of(topic)).all());
        } catch (TopicExistsException meanwhile) {
            // Another process made it between our question and our asking for it.
        }
    }

    private int partitions(String topic) {
        return only(await(admin.describeTopics(List.of(topic)).allTopicNames()))
                .partitions()
                .size();
    }

    private String setting(String topic, String name) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return only(await(admin.describeConfigs(List.of(resource)).all())).get(name).value();
    }

    /** The answer about the one thing that was asked about. */
    private static <T> T only(Map<?, T> answers) {
        return answers.values().iterator().next();
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof KafkaException known
                    ? known
                    : new KafkaException("the brokers were asked in vain", failed);
        } catch (InterruptedException stopped) {
            throw new InterruptException(stopped);
        }
    }

    @Override
    public void close() {
        admin.close(properties.requestTimeout());
    }
}
