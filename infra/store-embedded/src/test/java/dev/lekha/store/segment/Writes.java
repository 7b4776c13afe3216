package dev.lekha.store.segment;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/** Says in one line what the tests of segments do most: make events and append them. */
final class Writes {
    static final String TYPE = "test.Happened";
    private static final Instant RECORDED_AT = Instant.parse("2025-03-04T05:06:07.123456Z");

    private Writes() {}

    /** An event that carries the tags, each as {@code key=value}. */
    static TaggedEventMessage<?> event(String body, String... tags) {
        return event(TYPE, body.getBytes(StandardCharsets.UTF_8), tags);
    }

    static TaggedEventMessage<?> event(String type, byte[] body, String... tags) {
        return event(UUID.randomUUID().toString(), RECORDED_AT, type, body, tags);
    }

    static TaggedEventMessage<?> event(
            String id, Instant at, String type, byte[] body, String... tags) {
        var message =
                new GenericEventMessage(
                        id, new MessageType(type, "1.0.0"), body, Map.of("actor", "tester"), at);
        return new GenericTaggedEventMessage<>(
                message, Arrays.stream(tags).map(Writes::tag).collect(Collectors.toSet()));
    }

    private static Tag tag(String text) {
        int equals = text.indexOf('=');
        return Tag.of(text.substring(0, equals), text.substring(equals + 1));
    }

    /** Events that carry all of the tags. */
    static EventCriteria tagged(String... tags) {
        return EventCriteria.havingTags(
                Arrays.stream(tags).map(Writes::tag).collect(Collectors.toSet()));
    }

    /** Nothing that matches may lie beyond the position. */
    static AppendCondition unless(EventCriteria criteria, long position) {
        return AppendCondition.withCriteria(criteria)
                .withMarker(new GlobalIndexConsistencyMarker(position));
    }

    /** Appends without a condition and waits; answers the position of the last. */
    static long append(SegmentLog log, TaggedEventMessage<?>... events) {
        return await(commit(log, AppendCondition.none(), events));
    }

    /** Appends under the condition and waits; false where it was refused for a conflict. */
    static boolean wins(
            SegmentLog log, AppendCondition condition, TaggedEventMessage<?>... events) {
        try {
            await(commit(log, condition, events));
            return true;
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof AppendEventsTransactionRejectedException) {
                return false;
            }
            throw failed;
        }
    }

    static CompletableFuture<Long> commit(
            SegmentLog log, AppendCondition condition, TaggedEventMessage<?>... events) {
        return log.appendEvents(condition, null, List.of(events))
                .thenCompose(Writes::commit)
                .thenApply(GlobalIndexConsistencyMarker::position);
    }

    private static <R> CompletableFuture<ConsistencyMarker> commit(AppendTransaction<R> append) {
        return append.commit(null).thenCompose(result -> append.afterCommit(result, null));
    }

    static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(60, TimeUnit.SECONDS).join();
    }
}
