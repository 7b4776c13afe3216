package dev.lekha.store.mongo;

import dev.lekha.kernel.Log;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.axonframework.conversion.ChainingContentTypeConverter;
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

/** Says in one line what the tests do most: open a store, make events, append and read them. */
final class Events {
    private Events() {}

    static MongoStore open(String connection) {
        return open(connection, Duration.ofSeconds(20));
    }

    static MongoStore open(String connection, Duration patience) {
        return MongoStore.open(
                connection,
                ChainingContentTypeConverter::new,
                Clock.systemUTC(),
                CommitObserver.NONE,
                patience);
    }

    /** The connection string of a database that nobody has used. */
    static String fresh() {
        return LoopbackServer.connection("test-" + UUID.randomUUID());
    }

    static TaggedEventMessage<?> event(String body, String... tags) {
        var message =
                new GenericEventMessage(
                        UUID.randomUUID().toString(),
                        new MessageType("test.Happened", "1.0.0"),
                        body.getBytes(StandardCharsets.UTF_8),
                        Map.of("actor", "tester"),
                        Instant.parse("2025-03-04T05:06:07.123456Z"));
        return new GenericTaggedEventMessage<>(
                message, Arrays.stream(tags).map(Events::tag).collect(Collectors.toSet()));
    }

    private static Tag tag(String text) {
        int equals = text.indexOf('=');
        return Tag.of(text.substring(0, equals), text.substring(equals + 1));
    }

    static EventCriteria tagged(String tag) {
        return EventCriteria.havingTags(tag(tag));
    }

    /** Nothing that matches may lie beyond the position. */
    static AppendCondition unless(EventCriteria criteria, long position) {
        return AppendCondition.withCriteria(criteria)
                .withMarker(new GlobalIndexConsistencyMarker(position));
    }

    static long append(MongoLog log, TaggedEventMessage<?>... events) {
        return commit(log, AppendCondition.none(), events).join();
    }

    /** False where it was refused for a conflict. */
    static boolean wins(MongoLog log, AppendCondition condition, TaggedEventMessage<?>... events) {
        try {
            commit(log, condition, events).join();
            return true;
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof AppendEventsTransactionRejectedException) {
                return false;
            }
            throw failed;
        }
    }

    /** The position of the last. */
    static CompletableFuture<Long> commit(
            MongoLog log, AppendCondition condition, TaggedEventMessage<?>... events) {
        return log.appendEvents(condition, null, List.of(events))
                .thenCompose(Events::commit)
                .thenApply(GlobalIndexConsistencyMarker::position)
                .orTimeout(60, TimeUnit.SECONDS);
    }

    private static <R> CompletableFuture<ConsistencyMarker> commit(AppendTransaction<R> append) {
        return append.commit(null).thenCompose(result -> append.afterCommit(result, null));
    }

    static List<Log.Stored> stored(MongoLog log) {
        var events = new ArrayList<Log.Stored>();
        try (var cursor = log.reader().after(0, Log.Filter.ALL)) {
            for (var next = cursor.next(Duration.ZERO);
                    next.isPresent();
                    next = cursor.next(Duration.ZERO)) {
                events.add(next.get());
            }
        }
        return events;
    }

    static List<String> bodies(MongoLog log) {
        return stored(log).stream()
                .map(event -> new String(event.body(), StandardCharsets.UTF_8))
                .toList();
    }
}
