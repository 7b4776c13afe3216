package dev.lekha.bench.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The yardstick keeps the contract that it is compared under. */
class RocksLogTest {
    private static final String TYPE = "test.Happened";
    private static final Tag PUMP = Tag.of("node", "pump");
    private static final Tag VALVE = Tag.of("node", "valve");

    @TempDir private Path folder;

    @Test
    void an_append_is_refused_where_it_does_not_know_all_that_matters() throws Exception {
        try (var log = new RocksLog(folder)) {
            assertThat(append(log, about(PUMP), 0, event("a", PUMP)).join()).isEqualTo(1);
            assertThatThrownBy(() -> append(log, about(PUMP), 0, event("b", PUMP)).join())
                    .hasCauseInstanceOf(AppendEventsTransactionRejectedException.class);
            assertThat(append(log, about(VALVE), 0, event("c", VALVE)).join()).isEqualTo(2);
            assertThat(append(log, about(PUMP), 1, event("d", PUMP)).join()).isEqualTo(3);
        }
    }

    @Test
    void of_many_appends_at_once_under_one_condition_one_wins() throws Exception {
        try (var log = new RocksLog(folder)) {
            var all = new ArrayList<CompletableFuture<Long>>();
            for (var turn = 0; turn < 100; turn++) {
                all.add(append(log, about(PUMP), 0, event("e" + turn, PUMP)));
            }
            all.forEach(each -> each.exceptionally(_ -> 0L).join());
            assertThat(all.stream().filter(each -> !each.isCompletedExceptionally())).hasSize(1);
        }
    }

    @Test
    void what_was_appended_is_sourced_in_order_also_after_opening_again() throws Exception {
        try (var log = new RocksLog(folder)) {
            append(log, about(PUMP), 0, event("a", PUMP), event("b", VALVE), event("c", PUMP))
                    .join();
        }
        try (var log = new RocksLog(folder)) {
            assertThat(append(log, about(PUMP), 3, event("d", PUMP, VALVE)).join()).isEqualTo(4);
            assertThat(sourced(log, about(PUMP))).containsExactly("a", "c", "d");
            assertThat(sourced(log, about(PUMP, VALVE))).containsExactly("d");
        }
    }

    private static EventCriteria about(Tag... tags) {
        return EventCriteria.havingTags(Set.of(tags)).andBeingOneOfTypes(new QualifiedName(TYPE));
    }

    private static TaggedEventMessage<?> event(String id, Tag... tags) {
        var body = "{}".getBytes(StandardCharsets.UTF_8);
        var type = new MessageType(new QualifiedName(TYPE), "1");
        return new GenericTaggedEventMessage<>(
                new GenericEventMessage(id, type, body, Map.of(), Instant.EPOCH), Set.of(tags));
    }

    private static CompletableFuture<Long> append(
            RocksLog log, EventCriteria boundary, long known, TaggedEventMessage<?>... events) {
        var condition =
                AppendCondition.withCriteria(boundary)
                        .withMarker(new GlobalIndexConsistencyMarker(known));
        return log.appendEvents(condition, null, List.of(events))
                .thenCompose(RocksLogTest::commit)
                .thenApply(GlobalIndexConsistencyMarker::position);
    }

    private static <R> CompletableFuture<ConsistencyMarker> commit(AppendTransaction<R> append) {
        return append.commit(null).thenCompose(result -> append.afterCommit(result, null));
    }

    private static List<String> sourced(RocksLog log, EventCriteria criteria) {
        var ids = new ArrayList<String>();
        var stream = log.source(SourcingCondition.conditionFor(criteria), null);
        for (var next = stream.next(); next.isPresent(); next = stream.next()) {
            if (next.get().message() != TerminalEventMessage.INSTANCE) {
                ids.add(next.get().message().identifier());
            }
        }
        return ids;
    }
}
