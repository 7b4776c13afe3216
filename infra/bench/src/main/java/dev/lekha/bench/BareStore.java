package dev.lekha.bench;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.EventName;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Metadata;
import dev.lekha.store.embedded.EmbeddedStore;
import dev.lekha.store.segment.CommitObserver;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.axonframework.conversion.PassThroughConverter;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * The yardstick of commands: the same bytes, appended straight to the store under the same
 * condition.
 */
record BareStore(EventStorageEngine engine, Log log) {
    /** A store in that folder, for events whose payloads are bytes already. */
    static EmbeddedStore open(Path folder) {
        return EmbeddedStore.open(
                folder,
                () -> PassThroughConverter.INSTANCE,
                Clock.systemUTC(),
                CommitObserver.NONE);
    }

    /** Appends one event unless something that matters came meanwhile. */
    CompletableFuture<?> append(
            EventCriteria boundary, Class<? extends DomainEvent> type, byte[] body, Set<Tag> tags) {
        var condition =
                AppendCondition.withCriteria(boundary)
                        .withMarker(new GlobalIndexConsistencyMarker(log.head()));
        return commit(condition, List.of(event(type, body, tags)));
    }

    /** Appends events as they are, with no condition. */
    CompletableFuture<?> append(List<TaggedEventMessage<?>> events) {
        return commit(AppendCondition.none(), events);
    }

    static TaggedEventMessage<?> event(
            Class<? extends DomainEvent> type, byte[] body, Set<Tag> tags) {
        var name = EventName.of(type);
        var request = UUID.randomUUID().toString();
        var metadata =
                Map.of(
                        Metadata.ACTOR,
                        "operator",
                        Metadata.TENANT,
                        Caller.DEFAULT_TENANT,
                        Metadata.CORRELATION,
                        request);
        return new GenericTaggedEventMessage<>(
                new GenericEventMessage(
                        request + "-0",
                        new MessageType(name.name(), name.version()),
                        body,
                        metadata,
                        Instant.now().truncatedTo(ChronoUnit.MICROS)),
                tags);
    }

    private CompletableFuture<?> commit(
            AppendCondition condition, List<TaggedEventMessage<?>> events) {
        return engine.appendEvents(condition, null, events).thenCompose(BareStore::commit);
    }

    private static <R> CompletableFuture<ConsistencyMarker> commit(AppendTransaction<R> append) {
        return append.commit(null).thenCompose(result -> append.afterCommit(result, null));
    }
}
