package dev.lekha.app;

import dev.lekha.kernel.Follower;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.jspecify.annotations.Nullable;

/**
 * Claims of a follower that keeps its own position: whoever has the claim goes on from there, so
 * none is noted beside it, and a page costs no more than a claim that is renewed now and then.
 */
final class OwnPosition implements TokenStore {
    private final Follower follower;
    private final TokenStore claims;
    private final long pace;
    private volatile long renewed;

    /**
     * @param pace at which the claim is renewed, well within the time that it lasts
     */
    OwnPosition(Follower follower, TokenStore claims, Duration pace) {
        this.follower = follower;
        this.claims = claims;
        this.pace = pace.toNanos();
        this.renewed = System.nanoTime() - this.pace;
    }

    @Override
    public CompletableFuture<Void> storeToken(
            @Nullable TrackingToken token,
            String processor,
            int segment,
            @Nullable ProcessingContext context) {
        return System.nanoTime() - renewed < pace
                ? CompletableFuture.completedFuture(null)
                : extendClaim(processor, segment, context);
    }

    @Override
    public CompletableFuture<Void> extendClaim(
            String processor, int segment, @Nullable ProcessingContext context) {
        var asked = System.nanoTime();
        return claims.extendClaim(processor, segment, context).thenRun(() -> renewed = asked);
    }

    @Override
    public CompletableFuture<TrackingToken> fetchToken(
            String processor, int segment, @Nullable ProcessingContext context) {
        return claims.fetchToken(processor, segment, context)
                .thenApply(_ -> new GlobalSequenceTrackingToken(follower.position().orElseThrow()));
    }

    @Override
    public CompletableFuture<List<Segment>> initializeTokenSegments(
            String processor,
            int segments,
            @Nullable TrackingToken first,
            @Nullable ProcessingContext context) {
        return claims.initializeTokenSegments(processor, segments, first, context);
    }

    @Override
    public CompletableFuture<Void> initializeSegment(
            @Nullable TrackingToken token,
            String processor,
            Segment segment,
            @Nullable ProcessingContext context) {
        return claims.initializeSegment(token, processor, segment, context);
    }

    @Override
    public CompletableFuture<Void> releaseClaim(
            String processor, int segment, @Nullable ProcessingContext context) {
        return claims.releaseClaim(processor, segment, context);
    }

    @Override
    public CompletableFuture<Void> deleteToken(
            String processor, int segment, @Nullable ProcessingContext context) {
        return claims.deleteToken(processor, segment, context);
    }

    @Override
    public CompletableFuture<Segment> fetchSegment(
            String processor, int segment, @Nullable ProcessingContext context) {
        return claims.fetchSegment(processor, segment, context);
    }

    @Override
    public CompletableFuture<List<Segment>> fetchSegments(
            String processor, @Nullable ProcessingContext context) {
        return claims.fetchSegments(processor, context);
    }

    @Override
    public CompletableFuture<List<Segment>> fetchAvailableSegments(
            String processor, @Nullable ProcessingContext context) {
        return claims.fetchAvailableSegments(processor, context);
    }

    @Override
    public CompletableFuture<String> retrieveStorageIdentifier(
            @Nullable ProcessingContext context) {
        return claims.retrieveStorageIdentifier(context);
    }
}
