package dev.lekha.store.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.axonframework.messaging.core.EmptyApplicationContext;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.ReplayToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.UnableToClaimTokenException;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.UnableToInitializeTokenException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the framework's processors ask of a token store; there is no suite of theirs. */
public abstract class TokenStoreConformance extends StoreConformance {
    private static final String P = "processor";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private final MovableClock clock = new MovableClock(Instant.parse("2025-01-01T00:00:00Z"));
    private TokenStore mine;
    private TokenStore theirs;

    @BeforeEach
    void two_processes_share_the_store() {
        mine = opened().tokens("mine", TIMEOUT, clock);
        theirs = opened().tokens("theirs", TIMEOUT, clock);
    }

    private static TrackingToken at(long position) {
        return new GlobalSequenceTrackingToken(position);
    }

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static void cannotClaim(ThrowingCallable call) {
        assertThatThrownBy(call).hasCauseInstanceOf(UnableToClaimTokenException.class);
    }

    @Test
    void segments_start_at_the_initial_token_and_belong_to_nobody() {
        var segments = get(mine.initializeTokenSegments(P, 4, at(7), null));
        assertThat(segments).hasSize(4);
        assertThat(get(theirs.fetchSegments(P, null)))
                .containsExactlyInAnyOrderElementsOf(segments);
        assertThat(get(theirs.fetchAvailableSegments(P, null))).hasSize(4);
        assertThat(get(theirs.fetchToken(P, 3, null))).isEqualTo(at(7));
        assertThat(get(mine.fetchSegment(P, 3, null)).getMask()).isEqualTo(3);
        assertThat(get(mine.fetchSegment(P, 9, null))).isNull();
        assertThat(get(mine.fetchSegments("another", null))).isEmpty();
    }

    @Test
    void segments_are_initialized_once() {
        get(mine.initializeTokenSegments(P, 1, null, null));
        cannotClaim(() -> get(theirs.initializeTokenSegments(P, 1, null, null)));
        assertThat(get(mine.fetchToken(P, 0, null))).as("no token yet").isNull();
    }

    @Test
    void one_segment_can_be_initialized_with_its_mask_and_only_once() {
        var halves = Segment.splitBalanced(Segment.ROOT_SEGMENT, 1);
        get(mine.initializeSegment(at(1), P, halves.getLast(), null));
        assertThat(get(mine.fetchSegments(P, null))).containsExactly(halves.getLast());
        assertThatThrownBy(() -> get(mine.initializeSegment(at(1), P, halves.getLast(), null)))
                .hasCauseInstanceOf(UnableToInitializeTokenException.class);
    }

    @Test
    void a_stored_token_is_there_after_reopening() {
        get(mine.initializeTokenSegments(P, 1, at(0), null));
        get(mine.fetchToken(P, 0, null));
        get(mine.storeToken(at(42), P, 0, null));
        var identifier = get(mine.retrieveStorageIdentifier(null));
        reopen();
        clock.move(TIMEOUT.plusSeconds(1));
        var again = opened().tokens("again", TIMEOUT, clock);
        assertThat(get(again.fetchToken(P, 0, null))).isEqualTo(at(42));
        assertThat(get(again.retrieveStorageIdentifier(null))).isEqualTo(identifier);
    }

    @Test
    void no_token_is_a_token_too() {
        get(mine.initializeTokenSegments(P, 1, at(5), null));
        assertThat(get(mine.fetchToken(P, 0, null))).isEqualTo(at(5));
        get(mine.storeToken(null, P, 0, null));
        assertThat(get(mine.fetchToken(P, 0, null))).isNull();
    }

    @Test
    void what_is_not_there_cannot_be_claimed() {
        cannotClaim(() -> get(mine.fetchToken(P, 0, null)));
        cannotClaim(() -> get(mine.storeToken(at(1), P, 0, null)));
        cannotClaim(() -> get(mine.extendClaim(P, 0, null)));
    }

    @Test
    void a_claimed_segment_is_nobody_elses() {
        get(mine.initializeTokenSegments(P, 2, at(0), null));
        get(mine.fetchToken(P, 0, null));
        cannotClaim(() -> get(theirs.fetchToken(P, 0, null)));
        cannotClaim(() -> get(theirs.storeToken(at(9), P, 0, null)));
        cannotClaim(() -> get(theirs.extendClaim(P, 0, null)));
        cannotClaim(() -> get(theirs.deleteToken(P, 0, null)));
        get(theirs.releaseClaim(P, 0, null));
        cannotClaim(() -> get(theirs.fetchToken(P, 0, null)));
        assertThat(get(theirs.fetchAvailableSegments(P, null)))
                .extracting(Segment::getSegmentId)
                .containsExactly(1);
        assertThat(get(mine.fetchToken(P, 0, null))).isEqualTo(at(0));
    }

    @Test
    void a_released_segment_is_free() {
        get(mine.initializeTokenSegments(P, 1, at(3), null));
        get(mine.fetchToken(P, 0, null));
        get(mine.releaseClaim(P, 0, null));
        assertThat(get(theirs.fetchToken(P, 0, null))).isEqualTo(at(3));
        cannotClaim(() -> get(mine.storeToken(at(4), P, 0, null)));
    }

    @Test
    void a_claim_lapses_unless_it_is_renewed() {
        get(mine.initializeTokenSegments(P, 1, at(3), null));
        get(mine.fetchToken(P, 0, null));
        clock.move(TIMEOUT.minusSeconds(1));
        get(mine.extendClaim(P, 0, null));
        clock.move(TIMEOUT.minusSeconds(1));
        cannotClaim(() -> get(theirs.fetchToken(P, 0, null)));
        get(mine.storeToken(at(4), P, 0, null));
        clock.move(TIMEOUT.minusSeconds(1));
        cannotClaim(() -> get(theirs.fetchToken(P, 0, null)));
        clock.move(Duration.ofSeconds(2));
        assertThat(get(theirs.fetchToken(P, 0, null))).isEqualTo(at(4));
        cannotClaim(() -> get(mine.storeToken(at(5), P, 0, null)));
    }

    @Test
    void a_token_is_deleted_by_its_owner_or_when_it_is_free() {
        get(mine.initializeTokenSegments(P, 2, at(3), null));
        get(mine.fetchToken(P, 0, null));
        get(mine.deleteToken(P, 0, null));
        get(mine.deleteToken(P, 1, null));
        get(mine.deleteToken(P, 1, null));
        assertThat(get(mine.fetchSegments(P, null))).isEmpty();
        get(mine.initializeTokenSegments(P, 1, at(0), null));
        assertThat(get(mine.fetchToken(P, 0, null))).isEqualTo(at(0));
    }

    @Test
    void a_token_that_is_not_a_position_is_refused() {
        get(mine.initializeTokenSegments(P, 1, at(3), null));
        get(mine.fetchToken(P, 0, null));
        var replay = ReplayToken.createReplayToken(at(5), at(0));
        assertThatThrownBy(() -> get(mine.storeToken(replay, P, 0, null)))
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(get(mine.fetchToken(P, 0, null))).isEqualTo(at(3));
    }

    @Test
    void in_a_unit_of_work_the_token_waits_for_the_commit() {
        get(mine.initializeTokenSegments(P, 1, at(3), null));
        get(mine.fetchToken(P, 0, null));
        var units = new SimpleUnitOfWorkFactory(EmptyApplicationContext.INSTANCE);
        var failing = units.create();
        failing.onPrepareCommit(context -> mine.storeToken(at(4), P, 0, context));
        failing.onCommit(_ -> CompletableFuture.failedFuture(new IllegalStateException("no")));
        assertThatThrownBy(() -> get(failing.execute())).hasMessageContaining("no");
        assertThat(get(mine.fetchToken(P, 0, null))).isEqualTo(at(3));

        var working = units.create();
        working.onPrepareCommit(context -> mine.storeToken(at(4), P, 0, context));
        get(working.execute());
        assertThat(get(mine.fetchToken(P, 0, null))).isEqualTo(at(4));
    }

    @Test
    void stores_that_share_nothing_have_different_identifiers() {
        try (var other = store().open(place().resolveSibling("other"))) {
            assertThat(get(other.tokens("mine", TIMEOUT, clock).retrieveStorageIdentifier(null)))
                    .isNotEqualTo(get(mine.retrieveStorageIdentifier(null)));
            assertThat(get(theirs.retrieveStorageIdentifier(null)))
                    .isEqualTo(get(mine.retrieveStorageIdentifier(null)));
        }
    }
}
