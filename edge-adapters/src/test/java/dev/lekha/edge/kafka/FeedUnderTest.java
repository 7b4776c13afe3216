package dev.lekha.edge.kafka;

import dev.lekha.kernel.Log;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A feed over a log, as one process runs it. */
final class FeedUnderTest implements AutoCloseable {
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final KafkaProperties properties;
    final Feed feed;
    private final Log log;

    FeedUnderTest(String bootstrapServers, String prefix, Log log, Map<String, String> settings) {
        var all = new HashMap<String, String>();
        all.put("bootstrap-servers", bootstrapServers);
        all.put("prefix", prefix);
        all.put("partitions", "3");
        all.put("request-timeout", "5s");
        all.put("feed.retry-pause", "100ms");
        all.put("feed.batch-time", "20ms");
        all.putAll(settings);
        this.log = log;
        this.properties = KafkaProperties.of(all);
        this.feed = new Feed(properties, log, meters);
        feed.start();
    }

    FeedUnderTest(String bootstrapServers, String prefix, Log log) {
        this(bootstrapServers, prefix, log, Map.of());
    }

    /** Waits until everything that is in the log now is in Kafka. */
    FeedUnderTest awaitHead() {
        long head = log.head();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .failFast("the feed halted", this::halted)
                .until(() ->
                        feed.status().state() == FeedStatus.State.FOLLOWING
                                && feed.status().position() >= head);
        return this;
    }

    private boolean halted() {
        return feed.status().state() == FeedStatus.State.HALTED;
    }

    /**
     * @param states any of which
     */
    FeedUnderTest await(FeedStatus.State... states) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> List.of(states).contains(feed.status().state()));
        return this;
    }

    double count(String meter) {
        return meters.counter(meter).count();
    }

    @Override
    public void close() {
        feed.close();
    }
}
