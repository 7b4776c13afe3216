package dev.lekha.store.tck;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;

/** Accepts every token and keeps none. */
class IdleTokens implements TokenStore {
    private static <T> CompletableFuture<T> nothing() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<List<Segment>> initializeTokenSegments(
            String processorName,
            int segmentCount,
            TrackingToken initialToken,
            ProcessingContext context) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletableFuture<Void> storeToken(
            TrackingToken token, String processorName, int segmentId, ProcessingContext context) {
        return nothing();
    }

    @Override
    public CompletableFuture<TrackingToken> fetchToken(
            String processorName, int segmentId, ProcessingContext context) {
        return nothing();
    }

    @Override
    public CompletableFuture<Void> releaseClaim(
            String processorName, int segmentId, ProcessingContext context) {
        return nothing();
    }

    @Override
    public CompletableFuture<Void> initializeSegment(
            TrackingToken token, String processorName, Segment segment, ProcessingContext context) {
        return nothing();
    }

    @Override
    public CompletableFuture<Void> deleteToken(
            String processorName, int segmentId, ProcessingContext context) {
        return nothing();
    }

    @Override
    public CompletableFuture<Segment> fetchSegment(
            String processorName, int segmentId, ProcessingContext context) {
        return nothing();
    }

    @Override
    public CompletableFuture<List<Segment>> fetchSegments(
            String processorName, ProcessingContext context) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletableFuture<List<Segment>> fetchAvailableSegments(
            String processorName, ProcessingContext context) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletableFuture<String> retrieveStorageIdentifier(ProcessingContext context) {
        return nothing();
    }
}
