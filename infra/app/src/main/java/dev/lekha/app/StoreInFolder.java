package dev.lekha.app;

import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.leaf.LeafVisitor;
import dev.lekha.kernel.privacy.WrappedKeys;
import dev.lekha.projection.Views;
import dev.lekha.store.embedded.EmbeddedStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** The embedded store: a data folder that this process has for itself. */
final class StoreInFolder implements Store {
    private static final Status DEGRADED = new Status("DEGRADED");

    private final EmbeddedStore store;

    private StoreInFolder(EmbeddedStore store) {
        this.store = store;
    }

    static Store open(Path folder, EventCatalogue events, Clock clock, CommitMeters commits) {
        return new StoreInFolder(
                EmbeddedStore.open(folder, () -> new EventJson(events), clock, commits::committed));
    }

    /** Beside a process that may be writing it. */
    static Store openReadOnly(Path folder) {
        return new StoreInFolder(EmbeddedStore.openReadOnly(folder));
    }

    @Override
    public EventStorageEngine log() {
        return store.log();
    }

    @Override
    public Log reader() {
        return store.reader();
    }

    @Override
    public TokenStore tokens() {
        return store.tokens();
    }

    @Override
    public Views views() {
        return store.views();
    }

    @Override
    public WrappedKeys subjectKeys() {
        return store.subjectKeys();
    }

    @Override
    public boolean isShared() {
        return false;
    }

    /** Degraded while part of the index is being made anew: what is asked by tag waits. */
    @Override
    public Health health() {
        var inventory = store.log().inventory();
        var health =
                Health.up()
                        .withDetail("head", store.reader().head())
                        .withDetail("segments", inventory.segments())
                        .withDetail("segments without index", inventory.missing());
        return inventory.missing() == 0 ? health.build() : health.status(DEGRADED).build();
    }

    @Override
    public void measure(MeterRegistry meters) {
        CommitMeters.register(meters, store.log(), log -> log.waiting(), log -> log.conflicts());
        Gauge.builder("lekha.log.segments", () -> store.log().inventory().segments())
                .description("Files that hold the log")
                .register(meters);
        Gauge.builder("lekha.log.unindexed", () -> store.log().inventory().missing())
                .description("Segments whose index is being made anew; sourcing waits for them")
                .register(meters);
    }

    @Override
    public void append(List<Log.Stored> events) {
        store.log().append(events).join();
    }

    @Override
    public void scan(long after, long upTo, LeafVisitor visitor) {
        store.log().scan(after, upTo, visitor);
    }

    @Override
    public void close() {
        store.close();
    }
}
