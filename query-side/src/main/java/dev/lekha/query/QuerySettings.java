package dev.lekha.query;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * All settings of the reading doors, under {@code lekha.query}.
 *
 * @param positionWait how long a query waits for its {@code min-position}; then 503. {@code
 *     position-wait}
 * @param downloads how many downloads of views and of the log run at the same time; beyond it 503
 * @param subscribers how many live subscribers there may be; beyond it 503
 * @param heartbeat how often a live subscriber hears a comment while nothing happens
 */
@ConfigurationProperties("lekha.query")
public record QuerySettings(
        @DefaultValue("5s") Duration positionWait,
        @DefaultValue("50") int downloads,
        @DefaultValue("100") int subscribers,
        @DefaultValue("15s") Duration heartbeat) {}
