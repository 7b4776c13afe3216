package dev.lekha.edge.notifications;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds on deliveries to subscribers, under {@code lekha.notifications}.
 *
 * @param attempts of one notification, before it is set aside
 * @param firstPause before the second attempt; each pause is twice as long as the one before
 * @param longestPause between two attempts
 * @param timeout how long a receiver may take to answer
 * @param connectTimeout how long it may take to be reached
 * @param atOnce deliveries under way at the same time
 * @param atOnceEach of them to one subscriber
 * @param addresses to which webhooks may lead
 * @param source what events name as their source: a URI of this platform
 * @param schemas URL under which receivers find the schemas of events
 */
@ConfigurationProperties("lekha.notifications")
public record NotificationSettings(
        @DefaultValue("12") int attempts,
        @DefaultValue("1s") Duration firstPause,
        @DefaultValue("15m") Duration longestPause,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("64") int atOnce,
        @DefaultValue("8") int atOnceEach,
        @DefaultValue("no-link-local") Reach addresses,
        @DefaultValue("urn:lekha") String source,
        @DefaultValue("http://localhost:8080/api/schemas") String schemas) {

    /** How far webhooks may reach. */
    public enum Reach {
        /** Every address. */
        ANY,
        /** None that a cloud keeps its metadata at, and no link-local or multicast one. */
        NO_LINK_LOCAL,
        /** Public ones only: no loopback and no private network either. */
        PUBLIC
    }

    public NotificationSettings {
        if (attempts < 1 || atOnce < 1 || atOnceEach < 1) {
            throw new IllegalArgumentException("lekha.notifications: every limit is at least 1");
        }
        if (!firstPause.isPositive() || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException(
                    "lekha.notifications: the longest pause is no shorter than the first");
        }
    }
}
