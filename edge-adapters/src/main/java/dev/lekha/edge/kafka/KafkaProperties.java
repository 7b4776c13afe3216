package dev.lekha.edge.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the Kafka doors, {@code lekha.kafka.*}.
 *
 * @param bootstrapServers {@code host:port,…}; without it, no door opens
 * @param client settings of Kafka's own clients, for all of them: {@code security.protocol}, {@code
 *     sasl.jaas.config} and the like
 * @param prefix of all topics' names
 * @param source what events name as their source: a URI of this platform
 * @param schemas URL under which consumers find the schemas of events
 * @param partitions of topics that are made; the position has one
 * @param replication of topics that are made; -1 leaves it to the brokers
 * @param requestTimeout how long one exchange with the brokers may take
 */
@ConfigurationProperties("lekha.kafka")
public record KafkaProperties(
        String bootstrapServers,
        @DefaultValue Map<String, String> client,
        @DefaultValue("lekha.") String prefix,
        @DefaultValue("urn:lekha") String source,
        @DefaultValue("http://localhost:8080/api/schemas") String schemas,
        @DefaultValue("6") int partitions,
        @DefaultValue("-1") short replication,
        @DefaultValue("15s") Duration requestTimeout,
        @DefaultValue FeedSettings feed,
        @DefaultValue CommandSettings commands) {

    /** How an event becomes a record (CloudEvents 1.0, Kafka protocol binding 3.2 and 3.3). */
    public enum Mode {
        STRUCTURED,
        BINARY
    }

    /**
     * The way out.
     *
     * @param enabled whether it runs
     * @param name one for each feed into the same topics; two of one name take turns
     * @param start position to begin behind where Kafka knows none; -1 is 0, and only into empty
     *     topics
     * @param batchEvents events of one transaction, at most
     * @param batchTime how long a transaction waits to be filled
     * @param retryPause after a failure, before the next attempt
     * @param fencedPause after another process took over
     */
    public record FeedSettings(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("platform") String name,
            @DefaultValue("structured") Mode mode,
            @DefaultValue("-1") long start,
            @DefaultValue("500") int batchEvents,
            @DefaultValue("100ms") Duration batchTime,
            @DefaultValue("1s") Duration retryPause,
            @DefaultValue("60s") Duration fencedPause) {}

    /**
     * The way in.
     *
     * @param enabled whether it runs
     * @param group the consumer group of all processes that share the work
     * @param maxInFlight records of one partition that are not committed yet, at most
     * @param maxPollRecords records fetched at once
     * @param maxPayload the largest body of a command
     * @param commandTime how long one attempt may take
     * @param attempts of a command that breaks or has no outcome, before it is set aside; "not now"
     *     is tried without end
     * @param retryPause before the second attempt; doubles up to 5 s
     * @param shutdownGrace how long a stop waits for what is in flight
     */
    public record CommandSettings(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("lekha") String group,
            @DefaultValue("500") int maxInFlight,
            @DefaultValue("200") int maxPollRecords,
            @DefaultValue("1MB") DataSize maxPayload,
            @DefaultValue("30s") Duration commandTime,
            @DefaultValue("5") int attempts,
            @DefaultValue("100ms") Duration retryPause,
            @DefaultValue("10s") Duration shutdownGrace) {}

    public KafkaProperties {
        if (bootstrapServers == null || bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("lekha.kafka.bootstrap-servers is empty");
        }
        if (feed.batchEvents < 1
                || partitions < 1
                || commands.maxInFlight < 1
                || commands.maxPollRecords < 1
                || commands.attempts < 1) {
            throw new IllegalArgumentException("lekha.kafka: every limit is at least 1");
        }
    }

    /** Settings by name without the prefix, {@code feed.mode}; for use without Spring. */
    public static KafkaProperties of(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("", KafkaProperties.class);
    }

    Topics topics() {
        return new Topics(prefix);
    }

    /** What every client is told. */
    Map<String, Object> clientSettings() {
        var settings = new HashMap<String, Object>(client);
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("request.timeout.ms", (int) requestTimeout.toMillis());
        settings.put("default.api.timeout.ms", (int) requestTimeout.toMillis());
        return settings;
    }
}
