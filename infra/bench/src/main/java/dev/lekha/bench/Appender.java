package dev.lekha.bench;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Appends to any engine through its port, in one and the same way. */
record Appender(EventStorageEngine engine) {
    /** Appends one event where nothing that fits lies behind the known position. */
    CompletableFuture<Long> append(
            EventCriteria boundary, long known, TaggedEventMessage<?> event) {
        var condition =
                AppendCondition.withCriteria(boundary)
                        .withMarker(new GlobalIndexConsistencyMarker(known));
        return append(condition, List.of(event));
    }

    /** Appends several; answers with the position of the last, once it is durable. */
    CompletableFuture<Long> append(AppendCondition condition, List<TaggedEventMessage<?>> events) {
        return engine.appendEvents(condition, null, events).thenCompose(Appender::commit);
    }

    private static <R> CompletableFuture<Long> commit(AppendTransaction<R> append) {
        return append.commit(null)
                .thenCompose(result -> append.afterCommit(result, null))
                .thenApply(GlobalIndexConsistencyMarker::position);
    }

    long head() {
        return engine.latestToken(null).join().position().orElse(0);
    }
}
