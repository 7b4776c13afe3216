package dev.lekha.edge.kafka;

import static dev.lekha.edge.kafka.FeedStatus.State.AWAY;
import static dev.lekha.edge.kafka.FeedStatus.State.FENCED;
import static dev.lekha.edge.kafka.FeedStatus.State.FOLLOWING;
import static dev.lekha.edge.kafka.FeedStatus.State.HALTED;
import static dev.lekha.edge.kafka.FeedStatus.State.STOPPED;

import dev.lekha.edge.Parties;
import dev.lekha.kernel.Log;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the log and writes it to Kafka, each event once. The position is kept in Kafka and
 * nowhere else, so that events and position can never part; nothing is held but the batch that is
 * being written. While Kafka is away the log grows and nothing else happens.
 */
public final class Feed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    /** How often a feed that waits for events looks up to see whether it is to stop. */
    private static final Duration WAIT = Duration.ofMillis(250);

    private static final Duration STOP = Duration.ofSeconds(5);

    private final KafkaProperties properties;
    private final Log log;
    private final Publication publication;
    private final FeedMeters meters;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile FeedStatus status = FeedStatus.STARTING;
    private @Nullable Thread thread;

    public Feed(KafkaProperties properties, Log log, MeterRegistry registry) {
        this(properties, log, registry, PublishedEvents.find());
    }

    Feed(KafkaProperties properties, Log log, MeterRegistry registry, Set<String> published) {
        this.properties = properties;
        this.log = log;
        this.publication = new Publication(properties, new Parties(log), published);
        this.meters = new FeedMeters(registry);
        meters.watch(this);
    }

    public FeedStatus status() {
        return status;
    }

    /** Events in the log that are not in Kafka, as far as is known. */
    public long lag() {
        return Math.max(0, log.head() - Math.max(0, status.position()));
    }

    /** Whether more events wait than one batch takes. */
    public boolean behind() {
        return lag() > properties.feed().batchEvents();
    }

    /** Begins in a thread of its own; Kafka need not be there yet. */
    public synchronized void start() {
        thread = Thread.ofPlatform().name("kafka-feed").daemon().start(this::run);
    }

    /** Ends after the batch that is being written, or without it where Kafka does not answer. */
    @Override
    public synchronized void close() {
        stopped.countDown();
        try {
            if (thread != null && !thread.join(STOP)) {
                thread.interrupt();
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (open()) {
            try (var session = FeedSession.open(properties, publication, meters)) {
                follow(session);
            } catch (RuntimeException failed) {
                pauseAfter(failed);
            }
        }
        status = status.not(STOPPED, "");
    }

    private void follow(FeedSession session) {
        while (open()) {
            long from = session.position(log);
            reached(from);
            try (var cursor = log.after(from, Log.Filter.ALL)) {
                while (open()) {
                    cursor.next(WAIT)
                            .map(first -> session.write(first, cursor))
                            .ifPresent(this::reached);
                }
            } catch (FeedSession.Aborted aborted) {
                pauseAfter(aborted);
            }
        }
    }

    private void reached(long position) {
        if (status.state() != FOLLOWING) {
            LOG.info("The Kafka feed follows from position {}", position);
        }
        status = status.following(position);
    }

    private void pauseAfter(RuntimeException failed) {
        if (!open()) {
            return;
        }
        meters.retries.increment();
        var state = stateAfter(failed);
        var why = String.valueOf(failed.getMessage());
        if (status.state() != state || !status.detail().equals(why)) {
            LOG.warn("The Kafka feed is {}: {}", state, why, state == HALTED ? failed : null);
        }
        status = status.not(state, why);
        pause(state == FENCED ? properties.feed().fencedPause() : properties.feed().retryPause());
    }

    private static FeedStatus.State stateAfter(Throwable failed) {
        return switch (failed) {
            case ProducerFencedException _, InvalidProducerEpochException _ -> FENCED;
            case FeedSession.Aborted _ -> AWAY;
            case KafkaException known ->
                    known.getCause() instanceof KafkaException cause ? stateAfter(cause) : AWAY;
            default -> HALTED;
        };
    }

    private boolean open() {
        return stopped.getCount() > 0;
    }

    private void pause(Duration duration) {
        try {
            if (stopped.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.debug("The Kafka feed stops instead of trying again");
            }
        } catch (InterruptedException interrupted) {
            stopped.countDown();
        }
    }
}
