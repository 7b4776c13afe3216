package dev.lekha.edge.kafka;

import static org.awaitility.Awaitility.await;

import dev.lekha.edge.http.CallersOf;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A way in over scripted commands, and a client of it. */
final class IntakeUnderTest implements AutoCloseable {
    static final String KEY = "lk.billing.secret-of-billing";

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final KafkaProperties properties;
    private final List<CommandIntake> intakes = new ArrayList<>();
    private final ScriptedCommands commands;
    private final KafkaProducer<byte[], byte[]> client;

    IntakeUnderTest(
            String bootstrapServers,
            String prefix,
            ScriptedCommands commands,
            Map<String, String> settings) {
        var all = new HashMap<String, String>();
        all.put("bootstrap-servers", bootstrapServers);
        all.put("prefix", prefix);
        all.put("partitions", "2");
        all.put("request-timeout", "5s");
        all.put("commands.group", prefix + "group");
        all.put("commands.retry-pause", "10ms");
        all.put("commands.attempts", "3");
        all.put("commands.shutdown-grace", "1s");
        all.putAll(settings);
        this.commands = commands;
        this.properties = KafkaProperties.of(all);
        try (var topics = new TopicSetup(properties)) {
            topics.ensureCommands();
        }
        this.client =
                new KafkaProducer<>(
                        properties.clientSettings(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** One more process that takes commands. */
    CommandIntake open() {
        var intake =
                new CommandIntake(
                        properties,
                        commands,
                        CallersOf.authenticator(commands),
                        InstantSource.system(),
                        meters);
        intakes.add(intake);
        intake.start();
        return intake;
    }

    /**
     * Sends a record with a key that is known, unless headers bring another.
     *
     * @param headers names and values in turn
     */
    void send(String key, String value, String... headers) {
        var all = List.of(headers);
        if (all.contains("authorization") || all.contains("api-key")) {
            sendBare(key, value, headers);
        } else {
            var more = Stream.concat(all.stream(), Stream.of("authorization", "Bearer " + KEY));
            sendBare(key, value, more.toArray(String[]::new));
        }
    }

    void sendBare(String key, String value, String... headers) {
        var record =
                new ProducerRecord<>(
                        properties.topics().commands(),
                        bytes(key),
                        value == null ? null : bytes(value));
        for (int at = 0; at < headers.length; at += 2) {
            record.headers().add(headers[at], bytes(headers[at + 1]));
        }
        try {
            client.send(record).get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    List<ConsumerRecord<byte[], byte[]>> awaitReplies(int count) {
        return awaitRecords(properties.topics().replies(), count);
    }

    List<ConsumerRecord<byte[], byte[]>> awaitDead(int count) {
        return awaitRecords(properties.topics().dead(), count);
    }

    private List<ConsumerRecord<byte[], byte[]>> awaitRecords(String topic, int count) {
        var reader = new Topic(properties.bootstrapServers(), topic);
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(reader::records, records -> records.size() >= count);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        intakes.forEach(CommandIntake::close);
        client.close();
    }
}
