package dev.lekha.edge.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What the feed does, in figures: {@code lekha.kafka.feed.*}. */
final class FeedMeters {
    final Counter events;
    final Counter withheld;
    final Counter records;
    final Counter batches;
    final Counter aborts;
    final Counter retries;
    private final MeterRegistry registry;

    FeedMeters(MeterRegistry registry) {
        this.registry = registry;
        this.events = registry.counter("lekha.kafka.feed.events");
        this.withheld = registry.counter("lekha.kafka.feed.withheld");
        this.records = registry.counter("lekha.kafka.feed.records");
        this.batches = registry.counter("lekha.kafka.feed.batches");
        this.aborts = registry.counter("lekha.kafka.feed.aborts");
        this.retries = registry.counter("lekha.kafka.feed.retries");
    }

    void watch(Feed feed) {
        Gauge.builder("lekha.kafka.feed.position", feed, each -> each.status().position())
                .register(registry);
        Gauge.builder("lekha.kafka.feed.lag", feed, Feed::lag)
                .baseUnit("events")
                .register(registry);
    }
}
