package dev.lekha.store.tck;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
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

/** Says in one line what the suites do most: make events and append them. */
public final class Appends {
    /** What an event is, where a test does not say. */
    public static final String TYPE = "tck.Happened";

    public static final Instant RECORDED_AT = Instant.parse("2025-03-04T05:06:07.123456Z");

    private Appends() {}

    /** An event of type {@link #TYPE} that carries the tags, each as {@code key=value}. */
    public static TaggedEventMessage<?> event(String body, String... tags) {
        return event(TYPE, body.getBytes(StandardCharsets.UTF_8), tags);
    }

    public static TaggedEventMessage<?> event(String type, byte[] body, String... tags) {
        return event(UUID.randomUUID().toString(), RECORDED_AT, type, body, tags);
    }

    public static TaggedEventMessage<?> event(
            String id, Instant at, String type, byte[] body, String... tags) {
        var message =
                new GenericEventMessage(
                        id, new MessageType(type, "1.0.0"), body, Map.of("actor", "tester"), at);
        return new GenericTaggedEventMessage<>(
                message, Arrays.stream(tags).map(Appends::tag).collect(Collectors.toSet()));
    }

    public static Tag tag(String text) {
        int equals = text.indexOf('=');
        return Tag.of(text.substring(0, equals), text.substring(equals + 1));
    }

    /** Events that carry all of the tags. */
    public static EventCriteria tagged(String... tags) {
        Set<Tag> all = Arrays.stream(tags).map(Appends::tag).collect(Collectors.toSet());
        return EventCriteria.havingTags(all);
    }

    /** Nothing that matches may lie beyond the position. */
    public static AppendCondition unless(EventCriteria criteria, long position) {
        return AppendCondition.withCriteria(criteria)
                .withMarker(new GlobalIndexConsistencyMarker(position));
    }

    /** Appends without a condition and waits; answers the position of the last. */
    public static long append(EventStorageEngine engine, TaggedEventMessage<?>... events) {
        return await(commit(engine, AppendCondition.none(), events));
    }

    /** Appends under the condition and waits; false where it was refused for a conflict. */
    public static boolean wins(
            EventStorageEngine engine, AppendCondition condition, TaggedEventMessage<?>... events) {
        try {
            await(commit(engine, condition, events));
            return true;
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof AppendEventsTransactionRejectedException) {
                return false;
            }
            throw failed;
        }
    }

    public static CompletableFuture<Long> commit(
            EventStorageEngine engine, AppendCondition condition, TaggedEventMessage<?>... events) {
        return engine.appendEvents(condition, null, List.of(events))
                .thenCompose(Appends::commit)
                .thenApply(GlobalIndexConsistencyMarker::position);
    }

    private static <R> CompletableFuture<ConsistencyMarker> commit(AppendTransaction<R> append) {
        return append.commit(null).thenCompose(result -> append.afterCommit(result, null));
    }

    public static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(60, TimeUnit.SECONDS).join();
    }
}
