package dev.lekha.app;

import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.leaf.LeafVisitor;
import dev.lekha.kernel.privacy.WrappedKeys;
import dev.lekha.projection.Views;
import dev.lekha.store.mongo.MongoStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.springframework.boot.health.contributor.Health;

/** A MongoDB database that any number of processes write. */
final class StoreOnServer implements Store {
    private final MongoStore store;

    private StoreOnServer(MongoStore store) {
        this.store = store;
    }

    static Store open(String connection, EventCatalogue events, Clock clock, CommitMeters commits) {
        return new StoreOnServer(
                MongoStore.open(
                        connection, () -> new EventJson(events), clock, commits::committed));
    }

    /** Beside processes that may be writing it; a view that they shape otherwise is refused. */
    static Store openReadOnly(String connection) {
        return new StoreOnServer(MongoStore.openReadOnly(connection));
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
        return true;
    }

    @Override
    public Health health() {
        var told = store.log().hearsOfChanges() ? "change stream" : "looking in turns";
        return Health.up()
                .withDetail("head", store.reader().head())
                .withDetail("hears of other processes by", told)
                .build();
    }

    @Override
    public void measure(MeterRegistry meters) {
        var log = store.log();
        CommitMeters.register(meters, log, one -> one.waiting(), one -> one.conflicts());
        FunctionCounter.builder("lekha.log.overtaken", log, one -> one.overtaken())
                .description("Commits tried again because another process had the position first")
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
