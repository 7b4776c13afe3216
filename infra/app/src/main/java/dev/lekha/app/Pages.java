package dev.lekha.app;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
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
    private volatile PageStream open;

    Pages(Tail tail) {
        this.tail = tail;
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
        open.close();
        open = new PageStream(tail, token == null ? 0 : token.position().orElse(0));
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
