package dev.lekha.app;

import dev.lekha.kernel.Log;
import dev.lekha.kernel.leaf.LeafVisitor;
import dev.lekha.kernel.privacy.WrappedKeys;
import dev.lekha.projection.Views;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.springframework.boot.health.contributor.Health;

/** What a platform keeps its facts in: the one place that knows which store it is. */
interface Store extends AutoCloseable {
    EventStorageEngine log();

    Log reader();

    TokenStore tokens();

    Views views();

    /** The keys of subjects, wrapped. */
    WrappedKeys subjectKeys();

    /** Whether other processes write it too. */
    boolean isShared();

    Health health();

    void measure(MeterRegistry meters);

    /** Appends events of another log as they are, at the positions that come next. */
    void append(List<Log.Stored> events);

    /** Shows the leaves of the positions in (after, upTo], verified. */
    void scan(long after, long upTo, LeafVisitor visitor);

    /** Finishes what it has accepted. */
    @Override
    void close();
}
