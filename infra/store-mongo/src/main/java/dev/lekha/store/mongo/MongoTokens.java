package dev.lekha.store.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.UnableToClaimTokenException;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.UnableToInitializeTokenException;
import org.jspecify.annotations.Nullable;

/**
 * How far each processor has come, by segment. A claim lasts until it is released or not renewed
 * for the claim timeout, so what a dead process held goes over to another; the clocks of processes
 * have to agree within less than that. Only positions are kept: any token but a {@link
 * GlobalSequenceTrackingToken} or none is refused.
 */
public final class MongoTokens implements TokenStore {
    private final MongoDatabase database;
    private final Meta meta;
    private final String owner;
    private final Duration claimTimeout;
    private final Clock clock;

    /**
     * @param owner names this process in its claims
     */
    MongoTokens(MongoDatabase database, String owner, Duration claimTimeout, Clock clock) {
        this.database = database;
        this.meta = new Meta(database);
        this.owner = owner;
        this.claimTimeout = claimTimeout;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<List<Segment>> initializeTokenSegments(
            String processorName,
            int segmentCount,
            @Nullable TrackingToken initialToken,
            @Nullable ProcessingContext context) {
        return with(
                processorName,
                documents -> {
                    var segments = Segment.splitBalanced(Segment.ROOT_SEGMENT, segmentCount - 1);
                    if (!documents.insertAll(segments, initialToken)) {
                        throw new UnableToClaimTokenException(
                                processorName + " has segments already.");
                    }
                    return segments;
                });
    }

    @Override
    public CompletableFuture<Void> initializeSegment(
            @Nullable TrackingToken token,
            String processorName,
            Segment segment,
            @Nullable ProcessingContext context) {
        return done(
                with(
                        processorName,
                        documents -> {
                            if (!documents.insert(segment, token)) {
                                throw new UnableToInitializeTokenException(
                                        "%s has a token for %s.".formatted(processorName, segment));
                            }
                            return segment;
                        }));
    }

    /**
     * Inside a unit of work the token is stored when that has committed, since it must never be
     * ahead of the work that it stands for; the claim is checked at once. Without one it is durable
     * when the future completes.
     */
    @Override
    public CompletableFuture<Void> storeToken(
            @Nullable TrackingToken token,
            String processorName,
            int segmentId,
            @Nullable ProcessingContext context) {
        if (context == null || !context.isStarted() || context.isCommitted()) {
            return store(token, processorName, segmentId);
        }
        return extendClaim(processorName, segmentId, context)
                .thenRun(() -> context.onAfterCommit(_ -> store(token, processorName, segmentId)));
    }

    private CompletableFuture<Void> store(
            @Nullable TrackingToken token, String processorName, int segmentId) {
        return required(
                processorName,
                segmentId,
                documents -> documents.store(segmentId, claimant(), token));
    }

    @Override
    @SuppressWarnings("NullAway") // the port says "none" by null
    public CompletableFuture<TrackingToken> fetchToken(
            String processorName, int segmentId, @Nullable ProcessingContext context) {
        return with(
                        processorName,
                        documents ->
                                documents
                                        .claim(segmentId, claimant())
                                        .orElseThrow(() -> notOwned(processorName, segmentId)))
                .thenApply(TokenDocuments.Claimed::token);
    }

    @Override
    public CompletableFuture<Void> extendClaim(
            String processorName, int segmentId, @Nullable ProcessingContext context) {
        return required(
                processorName, segmentId, documents -> documents.renew(segmentId, claimant()));
    }

    @Override
    public CompletableFuture<Void> releaseClaim(
            String processorName, int segmentId, @Nullable ProcessingContext context) {
        return done(
                with(
                        processorName,
                        documents -> {
                            documents.release(segmentId, claimant());
                            return processorName;
                        }));
    }

    /** Deletes what is this process's or nobody's: a token may be released before it is deleted. */
    @Override
    public CompletableFuture<Void> deleteToken(
            String processorName, int segmentId, @Nullable ProcessingContext context) {
        return required(
                processorName, segmentId, documents -> documents.delete(segmentId, claimant()));
    }

    @Override
    @SuppressWarnings("NullAway") // the port says "none" by null
    public CompletableFuture<Segment> fetchSegment(
            String processorName, int segmentId, @Nullable ProcessingContext context) {
        return fetchSegments(processorName, context)
                .thenApply(segments ->
                        segments.stream()
                                .filter(segment -> segment.getSegmentId() == segmentId)
                                .findFirst()
                                .orElse(null));
    }

    @Override
    public CompletableFuture<List<Segment>> fetchSegments(
            String processorName, @Nullable ProcessingContext context) {
        return with(processorName, TokenDocuments::segments);
    }

    @Override
    public CompletableFuture<List<Segment>> fetchAvailableSegments(
            String processorName, @Nullable ProcessingContext context) {
        return with(processorName, documents -> documents.available(claimant()));
    }

    /** The same for all who share the database, made when it is first asked for. */
    @Override
    public CompletableFuture<String> retrieveStorageIdentifier(
            @Nullable ProcessingContext context) {
        return call(meta::identifier);
    }

    private TokenDocuments.Claimant claimant() {
        long now = clock.millis();
        return new TokenDocuments.Claimant(owner, now, now + claimTimeout.toMillis());
    }

    private CompletableFuture<Void> required(
            String processor, int segment, Function<TokenDocuments, Boolean> owned) {
        return done(
                with(
                        processor,
                        documents -> {
                            if (!owned.apply(documents)) {
                                throw notOwned(processor, segment);
                            }
                            return segment;
                        }));
    }

    private <T> CompletableFuture<T> with(String processor, Function<TokenDocuments, T> work) {
        return call(() -> work.apply(new TokenDocuments(database, processor)));
    }

    private static <T> CompletableFuture<T> call(Supplier<T> work) {
        try {
            return CompletableFuture.completedFuture(work.get());
        } catch (MongoException failed) {
            return CompletableFuture.failedFuture(Unavailable.because(failed));
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private static CompletableFuture<Void> done(CompletableFuture<?> some) {
        return some.thenRun(() -> {});
    }

    private static UnableToClaimTokenException notOwned(String processor, int segment) {
        return new UnableToClaimTokenException(
                "The token of %s, segment %d, is not there or is another's."
                        .formatted(processor, segment));
    }
}
