package dev.lekha.app;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Follower;
import dev.lekha.kernel.FollowerBehind;
import dev.lekha.kernel.Refused;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessorConfiguration;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.inmemory.InMemoryTokenStore;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One follower on its own streaming processor, in one segment: views keep the order of the log. A
 * page that fails is offered again after a pause that doubles from half a second to a minute, or at
 * once when it is asked for.
 */
final class RunningFollower {
    private static final Logger LOG = LoggerFactory.getLogger(RunningFollower.class);

    /** A claim is renewed and looked for often enough to be taken over within seconds. */
    private static final Duration CLAIM_PACE = Duration.ofSeconds(1);

    private final Follower follower;
    private final Tail tail;
    private final Claims claims;
    private final Pages pages;
    private final boolean shared;
    private final InstantSource clock;
    private final PooledStreamingEventProcessor processor;
    private final AtomicLong position = new AtomicLong();
    private final AtomicReference<String> error = new AtomicReference<>("");
    private final Timer lag;
    private volatile boolean following;

    RunningFollower(
            Follower follower,
            Tail tail,
            Shared shared,
            UnitOfWorkFactory units,
            ScheduledExecutorService coordinator,
            ScheduledExecutorService worker,
            InstantSource clock,
            MeterRegistry meters) {
        this.follower = follower;
        this.tail = tail;
        this.shared = shared.byOthers();
        this.claims = new Claims(follower.name(), tokens(follower, shared), units);
        this.clock = clock;
        this.pages = new Pages(tail, position::set);
        processor =
                new PooledStreamingEventProcessor(
                        follower.name(),
                        List.of(
                                new Following(
                                        this::follow, facts -> taken(facts, pages), this::failed)),
                        new PooledStreamingEventProcessorConfiguration()
                                .eventSource(pages)
                                .tokenStore(claims.tokens())
                                .unitOfWorkFactory(units)
                                .coordinatorExecutor(coordinator)
                                .workerExecutor(worker)
                                .initialSegmentCount(1)
                                .tokenClaimInterval(CLAIM_PACE.toMillis())
                                .claimExtensionThreshold(CLAIM_PACE.toMillis())
                                .initialToken(source -> source.firstToken(null))
                                .eventCriteria(_ -> EventCriteria.havingAnyTag())
                                .batchSize(1));
        if (this.shared) {
            var pace = CLAIM_PACE.toMillis();
            coordinator.scheduleWithFixedDelay(this::keepClaim, pace, pace, TimeUnit.MILLISECONDS);
        }
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

    /** Where nobody else can claim one that keeps its own position, nothing need be noted. */
    private static TokenStore tokens(Follower follower, Shared shared) {
        if (follower.position().isEmpty()) {
            return shared.tokens();
        }
        var claims = shared.byOthers() ? shared.tokens() : new InMemoryTokenStore();
        return new OwnPosition(follower, claims, CLAIM_PACE);
    }

    private void follow(List<Fact> page) {
        following = true;
        try {
            follower.follow(page);
        } finally {
            following = false;
        }
    }

    /** The processor renews its claim between pages; one page alone may outlast it. */
    private void keepClaim() {
        try {
            if (following) {
                claims.extend();
            }
        } catch (RuntimeException failed) {
            LOG.warn("the claim of {} could not be renewed", follower.name(), failed);
        }
    }

    /**
     * Takes the log up where the follower stands; where another process has it, that is known once
     * this one takes it over.
     */
    void start() {
        var own = follower.position();
        position.set(own.isPresent() ? own.getAsLong() : claims.position().orElse(0L));
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
        if (shared && !pages.areRead()) {
            throw new Refused(
                    Refused.Kind.CONFLICT,
                    "followed-elsewhere",
                    "Another process keeps " + follower.name() + "; ask that one.");
        }
        stop();
        follower.reset();
        error.set("");
        start();
    }

    FollowerStatus status() {
        var why = error.get();
        if (processor.isRunning() && shared && !pages.areRead()) {
            var at = follower.position().orElse(position.get());
            return new FollowerStatus(follower.name(), "elsewhere", at, 0, why);
        }
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
        if (failure instanceof FollowerBehind) {
            // Not here: this is the thread that a stop waits for.
            Thread.ofVirtual().name("rewind-" + follower.name()).start(this::retry);
        }
    }
}
