package dev.lekha.edge.kafka;

import dev.lekha.kernel.Log;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The life of one producer. Whoever opens a session under the same transactional id ends this one:
 * its open transaction is aborted and nothing more is taken from it.
 */
final class FeedSession implements AutoCloseable {
    /** Of one batch; each event has a few kilobytes, and two records at most. */
    private static final int MOST_BYTES = 4 << 20;

    /** A process hears of what others append long before. */
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(3);

    private final KafkaProperties properties;
    private final Publication publication;
    private final FeedMeters meters;
    private final FeedPosition places;
    private final TopicSetup topics;
    private final KafkaProducer<byte[], byte[]> producer;

    private FeedSession(
            KafkaProperties properties,
            Publication publication,
            FeedMeters meters,
            TopicSetup topics) {
        this.properties = properties;
        this.publication = publication;
        this.meters = meters;
        this.places = new FeedPosition(properties);
        this.topics = topics;
        this.producer = producer(properties);
    }

    /**
     * The transaction that was open is aborted; what stands in Kafka is what stood there before.
     */
    static final class Aborted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Aborted(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** Makes sure of the topics and puts an end to whatever an earlier session left open. */
    static FeedSession open(
            KafkaProperties properties, Publication publication, FeedMeters meters) {
        var topics = new TopicSetup(properties);
        try {
            topics.ensureFeed();
            var session = new FeedSession(properties, publication, meters, topics);
            session.begin();
            return session;
        } catch (RuntimeException failed) {
            topics.close();
            throw failed;
        }
    }

    private void begin() {
        try {
            producer.initTransactions();
        } catch (RuntimeException failed) {
            producer.close(Duration.ZERO);
            throw failed;
        }
    }

    /**
     * The position of the last event that is in Kafka for good.
     *
     * @throws Unfit where the log cannot be the one that Kafka was fed from
     */
    long position(Log log) {
        var known = places.read(topics);
        long position = known.isPresent() ? known.getAsLong() : first();
        if (position > log.head() && !isThere(position, log)) {
            throw new Unfit(
                    "Kafka was fed up to position %d, but the log ends at %d: it is another log, or an older copy."
                            .formatted(position, log.head()));
        }
        return position;
    }

    /** Another process that shares the log may have fed what this one has not heard of yet. */
    private static boolean isThere(long position, Log log) {
        try (var cursor = log.after(position - 1, Log.Filter.ALL)) {
            return cursor.next(HEARD_WITHIN).isPresent();
        }
    }

    private long first() {
        long start = properties.feed().start();
        var written = properties.topics().ofFeed();
        if (start < 0 && topics.anyWritten(written)) {
            throw new Unfit(
                    "There is no position of feed %s, though there are records in %s; lekha.kafka.feed.start says where to begin."
                            .formatted(properties.feed().name(), String.join(", ", written)));
        }
        producer.beginTransaction();
        producer.send(places.record(Math.max(0, start)));
        producer.commitTransaction();
        return Math.max(0, start);
    }

    /**
     * Writes an event and those that follow at once, in one transaction with their position.
     *
     * @return the position of the last of them
     * @throws Aborted where nothing of it was written
     */
    long write(Log.Stored first, Log.Cursor following) {
        producer.beginTransaction();
        try {
            long last = fill(first, following);
            producer.send(places.record(last));
            producer.commitTransaction();
            meters.batches.increment();
            return last;
        } catch (TimeoutException unknown) {
            // Perhaps it is committed: the next session will know.
            throw unknown;
        } catch (RuntimeException failed) {
            producer.abortTransaction();
            meters.aborts.increment();
            throw failed instanceof KafkaException ? new Aborted(failed) : failed;
        }
    }

    private long fill(Log.Stored first, Log.Cursor following) {
        long deadline = System.nanoTime() + properties.feed().batchTime().toNanos();
        long last = first.position();
        int events = 0;
        int bytes = 0;
        for (var event = Optional.of(first); event.isPresent(); ) {
            bytes += send(event.get());
            last = event.get().position();
            events++;
            long left = deadline - System.nanoTime();
            event =
                    events < properties.feed().batchEvents() && bytes < MOST_BYTES && left > 0
                            ? following.next(Duration.ofNanos(left))
                            : Optional.empty();
        }
        meters.events.increment(events);
        return last;
    }

    private int send(Log.Stored event) {
        var records = publication.records(event);
        if (records.isEmpty()) {
            meters.withheld.increment();
        }
        int bytes = 0;
        for (var record : records) {
            producer.send(record);
            meters.records.increment();
            bytes += record.value().length;
        }
        return bytes;
    }

    private static KafkaProducer<byte[], byte[]> producer(KafkaProperties properties) {
        var settings = new HashMap<>(properties.clientSettings());
        int patience = (int) properties.requestTimeout().toMillis();
        settings.put("transactional.id", properties.prefix() + "feed." + properties.feed().name());
        settings.put("enable.idempotence", true);
        settings.put("acks", "all");
        settings.put("max.block.ms", patience);
        settings.put("linger.ms", 5);
        settings.put("delivery.timeout.ms", patience + 5);
        settings.put("transaction.timeout.ms", 2 * patience);
        settings.put("compression.type", "lz4");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Leaves what is open to be aborted, by the next session or by the brokers. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
        topics.close();
    }
}
