package dev.lekha.app;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.EventName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.Metadata;
import org.axonframework.messaging.eventhandling.GenericEventMessage;

/** Events that nobody decides: a history to begin with. */
final class Undecided {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private Undecided() {}

    static void append(
            EventStorageEngine log, EventCatalogue events, List<? extends DomainEvent> those) {
        var messages = new ArrayList<TaggedEventMessage<?>>();
        for (var event : those) {
            var name = EventName.of(event.getClass());
            messages.add(
                    new GenericTaggedEventMessage<>(
                            new GenericEventMessage(
                                    UUID.randomUUID().toString(),
                                    new MessageType(name.name(), name.version()),
                                    event,
                                    Metadata.emptyInstance(),
                                    NOW),
                            events.tags(event)));
        }
        log.appendEvents(AppendCondition.none(), null, messages)
                .thenCompose(Undecided::committed)
                .join();
    }

    private static <R> CompletableFuture<ConsistencyMarker> committed(
            EventStorageEngine.AppendTransaction<R> append) {
        return append.commit(null).thenCompose(result -> append.afterCommit(result, null));
    }
}
