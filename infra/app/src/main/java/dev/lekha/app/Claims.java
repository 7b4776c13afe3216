package dev.lekha.app;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.UnableToClaimTokenException;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.UnableToInitializeTokenException;

/**
 * Where one follower stands in the log, and who of several processes moves it: whoever has the
 * claim of its only segment.
 */
final class Claims {
    private static final int SEGMENT = Segment.ROOT_SEGMENT.getSegmentId();

    private final String follower;
    private final TokenStore tokens;
    private final UnitOfWorkFactory units;

    Claims(String follower, TokenStore tokens, UnitOfWorkFactory units) {
        this.follower = follower;
        this.tokens = tokens;
        this.units = units;
    }

    TokenStore tokens() {
        return tokens;
    }

    /** What is noted, 0 where nothing is; empty where another process has the claim. */
    Optional<Long> position() {
        if (isUnknown()) {
            return Optional.of(0L);
        }
        try {
            var token = inUnit(context -> tokens.fetchToken(follower, SEGMENT, context));
            inUnit(context -> tokens.releaseClaim(follower, SEGMENT, context));
            return Optional.of(token == null ? 0 : token.position().orElse(0));
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof UnableToClaimTokenException) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    /** Notes another position, where no other process has the claim. */
    void moveTo(long position) {
        if (!isUnknown()) {
            inUnit(context -> tokens.deleteToken(follower, SEGMENT, context));
        }
        TrackingToken token = new GlobalSequenceTrackingToken(position);
        inUnit(context -> tokens.initializeTokenSegments(follower, 1, token, context));
    }

    /** Whether this process has the claim from now on, for as long as it asks again in time. */
    boolean isHeld() {
        try {
            if (isUnknown()) {
                moveTo(0);
            }
            inUnit(context -> tokens.fetchToken(follower, SEGMENT, context));
            return true;
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof UnableToClaimTokenException
                    || failed.getCause() instanceof UnableToInitializeTokenException) {
                return false;
            }
            throw failed;
        }
    }

    /** Keeps the claim for as long again; nothing where this process does not have it. */
    void extend() {
        try {
            inUnit(context -> tokens.extendClaim(follower, SEGMENT, context));
        } catch (CompletionException failed) {
            if (!(failed.getCause() instanceof UnableToClaimTokenException)) {
                throw failed;
            }
        }
    }

    /** Leaves the claim, if this process has it, to whoever asks next. */
    void release() {
        inUnit(context -> tokens.releaseClaim(follower, SEGMENT, context));
    }

    private boolean isUnknown() {
        return inUnit(context -> tokens.fetchSegments(follower, context)).isEmpty();
    }

    private <T> T inUnit(Function<ProcessingContext, CompletableFuture<T>> work) {
        return units.create().executeWithResult(work).join();
    }
}
