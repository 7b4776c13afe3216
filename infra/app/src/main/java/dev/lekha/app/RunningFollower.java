package dev.lekha.app;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Follower;
import dev.lekha.kernel.Refused;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessorConfiguration;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.inmemory.InMemoryTokenStore;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * One follower on its own streaming processor, in one segment: views keep the order of the log. A
 * page that fails is offered again after a pause that doubles from half a second to a minute, or at
 * once when it is asked for.
 */
final class RunningFollower {
    private static final int SEGMENT = Segment.ROOT_SEGMENT.getSegmentId();

    private final Follower follower;
    private final Tail tail;
    private final TokenStore tokens;
    private final UnitOfWorkFactory units;
    private final InstantSource clock;
    private final PooledStreamingEventProcessor processor;
    private final AtomicLong position = new AtomicLong();
    private final AtomicReference<String> error = new AtomicReference<>("");
    private final Timer lag;

    RunningFollower(
            Follower follower,
            Tail tail,
            TokenStore tokens,
            UnitOfWorkFactory units,
            ScheduledExecutorService coordinator,
            ScheduledExecutorService worker,
            InstantSource clock,
            MeterRegistry meters) {
        this.follower = follower;
        this.tail = tail;
        // One that keeps its own position has no use for a second note of it.
        this.tokens = follower.position().isPresent() ? new InMemoryTokenStore() : tokens;
        this.units = units;
        this.clock = clock;
        var pages = new Pages(tail);
        processor =
                new PooledStreamingEventProcessor(
                        follower.name(),
                        List.of(
                                new Following(
                                        follower, facts -> taken(facts, pages), this::failed)),
                        new PooledStreamingEventProcessorConfiguration()
                                .eventSource(pages)
                                .tokenStore(this.tokens)
                                .unitOfWorkFactory(units)
                                .coordinatorExecutor(coordinator)
                                .workerExecutor(worker)
                                .initialSegmentCount(1)
                                .initialToken(source -> source.firstToken(null))
                                .eventCriteria(_ -> EventCriteria.havingAnyTag())
                                .batchSize(1));
        lag =
                Timer.builder("lekha.follower.lag")
                        .description("From an event's receipt until it can be read")
                        .tag("follower", follower.name())
                        .publishPercentiles(0.5, 0.99)
                        .register(meters);
        Gauge.builder("lekha.follower.lag.events", () -> status().lag())
                .tag("follower", follower.name())
                .register(meters);
        Gauge.builder("lekha.follower.failing", () -> error.get().isEmpty() ? 0 : 1)
                .tag("follower", follower.name())
                .register(meters);
    }

    /** Takes the log up where the follower stands, whatever an older token says. */
    void start() {
        var own = follower.position();
        if (own.isPresent()) {
            position.set(own.getAsLong());
            moveTo(own.getAsLong());
        } else {
            position.set(stored());
        }
        processor.start().join();
    }

    void stop() {
        processor.shutdown().join();
    }

    /** Tries a failed page again now. */
    void retry() {
        stop();
        start();
    }

    /**
     * Drops what was made of the log and makes it anew, while the others go on; only what is made
     * of it can be.
     */
    void rebuild() {
        if (follower.position().isEmpty()) {
            throw new Refused(
                    Refused.Kind.CONFLICT,
                    "not-a-view",
                    follower.name() + " acts on the log once; only a view can be made anew.");
        }
        stop();
        follower.reset();
        moveTo(0);
        error.set("");
        start();
    }

    FollowerStatus status() {
        var why = error.get();
        var state = !processor.isRunning() ? "stopped" : why.isEmpty() ? "following" : "failing";
        var at = position.get();
        return new FollowerStatus(follower.name(), state, at, Math.max(0, tail.head() - at), why);
    }

    private void taken(List<Fact> facts, Pages pages) {
        position.set(facts.getLast().position());
        error.set("");
        var since = Duration.between(facts.getFirst().recordedAt(), clock.instant());
        lag.record(since.isNegative() ? Duration.ZERO : since);
        pages.taken();
    }

    private void failed(RuntimeException failure) {
        error.set(failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }

    private long stored() {
        var known = inUnit(context -> tokens.fetchSegments(follower.name(), context));
        if (known.isEmpty()) {
            return 0;
        }
        var token = inUnit(context -> tokens.fetchToken(follower.name(), SEGMENT, context));
        inUnit(context -> tokens.releaseClaim(follower.name(), SEGMENT, context));
        return token == null ? 0 : token.position().orElse(0);
    }

    private void moveTo(long position) {
        if (!inUnit(context -> tokens.fetchSegments(follower.name(), context)).isEmpty()) {
            inUnit(context -> tokens.deleteToken(follower.name(), SEGMENT, context));
        }
        var token = new GlobalSequenceTrackingToken(position);
        inUnit(context -> tokens.initializeTokenSegments(follower.name(), 1, token, context));
    }

    private <T> T inUnit(Function<ProcessingContext, CompletableFuture<T>> work) {
        return units.create().executeWithResult(work).join();
    }
}
