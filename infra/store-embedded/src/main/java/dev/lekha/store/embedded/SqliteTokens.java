package dev.lekha.store.embedded;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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
 * for the claim timeout. Only positions are kept: any token but a {@link
 * GlobalSequenceTrackingToken} or none is refused.
 */
public final class SqliteTokens implements TokenStore {
    private final TokenFile file;
    private final String owner;
    private final Duration claimTimeout;
    private final Clock clock;

    /**
     * @param file forces each transaction to the disk
     * @param owner names this process in its claims
     */
    SqliteTokens(Writer file, Readers readers, String owner, Duration claimTimeout, Clock clock) {
        this.file = new TokenFile(file, readers);
        this.owner = owner;
        this.claimTimeout = claimTimeout;
        this.clock = clock;
    }

    /** Ends every claim: who holds the folder's lock knows that nobody else is left. */
    void releaseAll() {
        file.releaseAll();
    }

    @Override
    public CompletableFuture<List<Segment>> initializeTokenSegments(
            String processorName,
            int segmentCount,
            @Nullable TrackingToken initialToken,
            @Nullable ProcessingContext context) {
        return file.write(
                processorName,
                rows -> {
                    if (!rows.segments().isEmpty()) {
                        throw new UnableToClaimTokenException(
                                processorName + " has segments already.");
                    }
                    var segments = Segment.splitBalanced(Segment.ROOT_SEGMENT, segmentCount - 1);
                    for (var segment : segments) {
                        rows.insert(segment, initialToken);
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
        return file.change(
                processorName,
                rows -> {
                    if (rows.exists(segment.getSegmentId())) {
                        throw new UnableToInitializeTokenException(
                                "%s has a token for %s.".formatted(processorName, segment));
                    }
                    rows.insert(segment, token);
                });
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
        return file.change(
                processorName,
                rows -> {
                    require(rows.renew(segmentId, claimant()), processorName, segmentId);
                    rows.setPosition(segmentId, token);
                });
    }

    @Override
    @SuppressWarnings("NullAway") // the port says "none" by null
    public CompletableFuture<TrackingToken> fetchToken(
            String processorName, int segmentId, @Nullable ProcessingContext context) {
        return file.write(
                        processorName,
                        rows -> {
                            require(rows.claim(segmentId, claimant()), processorName, segmentId);
                            return rows.position(segmentId);
                        })
                .thenApply(found -> found.orElse(null));
    }

    @Override
    public CompletableFuture<Void> extendClaim(
            String processorName, int segmentId, @Nullable ProcessingContext context) {
        return file.change(
                processorName,
                rows -> require(rows.renew(segmentId, claimant()), processorName, segmentId));
    }

    @Override
    public CompletableFuture<Void> releaseClaim(
            String processorName, int segmentId, @Nullable ProcessingContext context) {
        return file.change(processorName, rows -> rows.release(segmentId, claimant()));
    }

    /** Deletes what is this process's or nobody's: a token may be released before it is deleted. */
    @Override
    public CompletableFuture<Void> deleteToken(
            String processorName, int segmentId, @Nullable ProcessingContext context) {
        return file.change(
                processorName,
                rows -> require(rows.delete(segmentId, claimant()), processorName, segmentId));
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
        return file.read(processorName, TokenRows::segments);
    }

    @Override
    public CompletableFuture<List<Segment>> fetchAvailableSegments(
            String processorName, @Nullable ProcessingContext context) {
        return file.read(processorName, rows -> rows.available(claimant()));
    }

    /** The same for all who share the file, made when it is first asked for. */
    @Override
    public CompletableFuture<String> retrieveStorageIdentifier(
            @Nullable ProcessingContext context) {
        return file.identifier(UUID.randomUUID());
    }

    private TokenRows.Claimant claimant() {
        long now = clock.millis();
        return new TokenRows.Claimant(owner, now, now - claimTimeout.toMillis());
    }

    private static void require(boolean owned, String processor, int segment) {
        if (!owned) {
            throw new UnableToClaimTokenException(
                    "The token of %s, segment %d, is not there or is another's."
                            .formatted(processor, segment));
        }
    }
}
