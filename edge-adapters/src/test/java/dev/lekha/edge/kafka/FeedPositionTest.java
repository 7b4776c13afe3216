package dev.lekha.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;

import dev.lekha.edge.kafka.FeedStatus.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Where the feed goes on, and when it had better not. */
@TestInstance(PER_CLASS)
class FeedPositionTest {
    private SomeKafka broker;

    private Path folder;
    private WrittenLog log;
    private String prefix;

    SomeKafka broker(Path data) {
        return SomeKafka.inProcess(data);
    }

    @BeforeAll
    void start(@TempDir Path data) {
        broker = broker(data);
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @BeforeEach
    void open(TestInfo test, @TempDir Path folder) throws IOException {
        this.folder = folder;
        log = new WrittenLog(folder.resolve("log"));
        log.charge("street-1", "pump-1", "1");
        prefix = test.getTestMethod().orElseThrow().getName().replaceAll("(.)[^_]*_?", "$1") + ".";
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void a_log_that_ends_before_what_kafka_has_is_not_fed_from() throws IOException {
        feed(Map.of()).awaitHead().close();
        try (var older = new WrittenLog(folder.resolve("older"));
                var feed = new FeedUnderTest(broker.bootstrapServers(), prefix, older.reader())) {
            feed.await(State.HALTED);
            assertThat(feed.feed.status().detail())
                    .contains("up to position 3, but the log ends at 0");
        }
        assertThat(topic("events").positions()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void what_another_process_has_fed_is_waited_for_by_one_that_has_not_heard_of_it() {
        feed(Map.of()).awaitHead().close();
        var late = new LateLog(log.reader());
        try (var feed = new FeedUnderTest(broker.bootstrapServers(), prefix, late)) {
            feed.await(State.FOLLOWING, State.HALTED);
            assertThat(feed.feed.status()).isEqualTo(new FeedStatus(State.FOLLOWING, 3, ""));
        }
    }

    @Test
    void a_lost_position_is_not_taken_for_the_beginning() throws Exception {
        feed(Map.of()).awaitHead().close();
        try (var feed = feed(Map.of("feed.name", "another")).await(State.HALTED)) {
            assertThat(feed.feed.status().detail()).contains("lekha.kafka.feed.start");
        }
        log.charge("street-1", "pump-1", "2");
        try (var _ = feed(Map.of("feed.name", "another", "feed.start", "3")).awaitHead()) {
            assertThat(topic("events").positions()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        }
    }

    @Test
    void a_topic_that_would_forget_the_position_is_refused() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            var topic = new NewTopic(prefix + "feed-position", Optional.of(1), Optional.empty());
            admin.createTopics(List.of(topic.configs(Map.of("cleanup.policy", "delete"))))
                    .all()
                    .get();
        }
        try (var feed = feed(Map.of()).await(State.HALTED)) {
            assertThat(feed.feed.status().detail()).contains("it must be compact");
        }
    }

    /**
     * Until that transaction ends, what stands behind its first record is hidden from readers of
     * committed records; who took the visible end for the end would feed everything again.
     */
    @Test
    void another_feeds_open_transaction_does_not_hide_the_position() {
        var first = feed(Map.of()).awaitHead();
        try (var other = otherFeedsProducer()) {
            other.initTransactions();
            other.beginTransaction();
            other.send(
                    new ProducerRecord<>(prefix + "feed-position", 0, bytes("other"), bytes("1")));
            other.flush();
            log.charge("street-1", "pump-1", "2");
            first.awaitHead().close();
            try (var second = feed(Map.of())) {
                log.charge("street-1", "pump-1", "3");
                assertThat(second.feed.status().state()).isNotEqualTo(State.FOLLOWING);
                other.abortTransaction();
                second.awaitHead();
            }
        }
        assertThat(topic("events").positions()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    private KafkaProducer<byte[], byte[]> otherFeedsProducer() {
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("transactional.id", prefix + "feed.other");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private FeedUnderTest feed(Map<String, String> settings) {
        return new FeedUnderTest(broker.bootstrapServers(), prefix, log.reader(), settings);
    }

    private Topic topic(String name) {
        return new Topic(broker.bootstrapServers(), prefix + name);
    }
}
