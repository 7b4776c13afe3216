package dev.lekha.bench.rocks;

import static org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException.conflictingEventsDetected;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;

/** Events that go into the log together or not at all, made ready on the caller's thread. */
final class RocksAppend implements AppendTransaction<ConsistencyMarker> {
    /**
     * @param prefixes of its keys in the index
     */
    record Ready(RocksEvent event, byte[] bytes, long[] prefixes) {
        static Ready of(TaggedEventMessage<?> tagged) {
            var event = RocksEvent.of(tagged);
            var prefixes =
                    event.tags().stream()
                            .mapToLong(tag -> IndexKey.prefix(tag, event.type()))
                            .toArray();
            return new Ready(event, event.bytes(), prefixes);
        }
    }

    private final ConsistencyMarker marker;
    private final Consumer<RocksAppend> intake;
    private final CompletableFuture<ConsistencyMarker> answer = new CompletableFuture<>();
    final List<Ready> events;
    final List<Criterion> conflicting;
    final long known;

    RocksAppend(
            AppendCondition condition,
            List<TaggedEventMessage<?>> events,
            Consumer<RocksAppend> intake) {
        this.marker = condition.consistencyMarker();
        this.intake = intake;
        this.events = events.stream().map(Ready::of).toList();
        var unconditional = marker == ConsistencyMarker.INFINITY;
        this.conflicting = unconditional ? List.of() : Criterion.of(condition.criteria());
        this.known = unconditional ? 0 : Math.max(0, GlobalIndexConsistencyMarker.position(marker));
    }

    @Override
    public CompletableFuture<ConsistencyMarker> commit(@Nullable ProcessingContext context) {
        intake.accept(this);
        return answer;
    }

    @Override
    public void rollback(@Nullable ProcessingContext context) {
        // Nothing was done yet.
    }

    @Override
    public CompletableFuture<ConsistencyMarker> afterCommit(
            ConsistencyMarker result, @Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(result);
    }

    /** The events are durable, the last of them at this position. */
    void accept(long last) {
        answer.complete(new GlobalIndexConsistencyMarker(last));
    }

    void conflict() {
        answer.completeExceptionally(conflictingEventsDetected(marker));
    }

    void fail(Throwable cause) {
        answer.completeExceptionally(cause);
    }
}
