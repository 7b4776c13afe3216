package dev.lekha.store.mongo;

import static org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException.conflictingEventsDetected;

import dev.lekha.kernel.leaf.LeafDraft;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;

/** Events that go into the log together or not at all, under a condition. */
final class Append implements AppendTransaction<ConsistencyMarker> {
    private final ConsistencyMarker marker;
    private final boolean conditional;
    private final Wanted conflicting;
    private final List<LeafDraft> drafts;
    private final long mostBytes;
    private final Consumer<Append> intake;
    private final AtomicBoolean finished = new AtomicBoolean();
    private final CompletableFuture<ConsistencyMarker> answer = new CompletableFuture<>();
    private volatile long known;

    Append(AppendCondition condition, List<LeafDraft> drafts, Consumer<Append> intake) {
        this.marker = condition.consistencyMarker();
        this.conditional = marker != ConsistencyMarker.INFINITY;
        this.known = Math.max(0, GlobalIndexConsistencyMarker.position(marker));
        this.conflicting = Wanted.of(condition.criteria());
        this.drafts = drafts;
        this.mostBytes = drafts.stream().mapToLong(LeafDraft::mostBytes).sum();
        this.intake = intake;
    }

    /** Whether an event that the decision did not know of may stand against it. */
    boolean conditional() {
        return conditional;
    }

    /** Nothing up to this position stands against it. */
    long known() {
        return known;
    }

    /** The log was asked: nothing stands against it up to this position. */
    void knowsUpTo(long position) {
        known = Math.max(known, position);
    }

    Wanted conflicting() {
        return conflicting;
    }

    List<LeafDraft> drafts() {
        return drafts;
    }

    /** Bytes of its leaves and what stands beside them, at most. */
    long mostBytes() {
        return mostBytes;
    }

    @Override
    public CompletableFuture<ConsistencyMarker> commit(@Nullable ProcessingContext context) {
        if (finished.getAndSet(true)) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("already committed or rolled back"));
        }
        try {
            intake.accept(this);
        } catch (RuntimeException refused) {
            fail(refused);
        }
        return answer;
    }

    /** Nothing after a commit: the framework asks for it whatever fails later. */
    @Override
    public void rollback(@Nullable ProcessingContext context) {
        finished.set(true);
    }

    @Override
    public CompletableFuture<ConsistencyMarker> afterCommit(
            ConsistencyMarker result, @Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(result);
    }

    /** The events are durable, the last of them at this position. */
    void accept(long last) {
        answer.complete(
                drafts.isEmpty()
                        ? ConsistencyMarker.ORIGIN
                        : new GlobalIndexConsistencyMarker(last));
    }

    void conflict() {
        answer.completeExceptionally(conflictingEventsDetected(marker));
    }

    void fail(Throwable cause) {
        answer.completeExceptionally(cause);
    }
}
