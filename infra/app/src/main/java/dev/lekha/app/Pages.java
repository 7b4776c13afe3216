package dev.lekha.app;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamableEventSource;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;

/** The log as one follower's streaming processor reads it: by pages, from any position. */
final class Pages implements StreamableEventSource {
    private final Tail tail;
    private final LongConsumer opened;
    private volatile PageStream open;

    /**
     * @param opened told after which position the processor begins to read, at each beginning
     */
    Pages(Tail tail, LongConsumer opened) {
        this.tail = tail;
        this.opened = opened;
        this.open = new PageStream(tail, tail.head());
        this.open.close();
    }

    /** Whether the processor reads, which it does where it has the claim. */
    boolean areRead() {
        return !open.isCompleted();
    }

    @Override
    public MessageStream<EventMessage> open(
            StreamingCondition condition, @Nullable ProcessingContext context) {
        var token = condition.position();
        var after = token == null ? 0 : token.position().orElse(0);
        open.close();
        opened.accept(after);
        open = new PageStream(tail, after);
        return open;
    }

    /** A page has been taken, so there is room for another. */
    void taken() {
        open.taken();
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(0));
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(tail.head()));
    }

    @Override
    public CompletableFuture<TrackingToken> tokenAt(
            Instant at, @Nullable ProcessingContext context) {
        return CompletableFuture.failedFuture(
                new IllegalStateException("followers start at the beginning"));
    }
}
