package dev.lekha.app.evidence;

import dev.lekha.app.keys.PendingKeys;
import dev.lekha.crypto.Rejected;
import dev.lekha.crypto.key.KeyUnusable;
import dev.lekha.crypto.tree.TreeHead;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * A follower of the log with a thread of its own, so that nothing waits for it: what it has not come to is its lag. It
 * publishes after every so many leaves on a long way, so that a restart goes on from there.
 */

/** Publishes what the log has become, at its pace. */
public final class Publisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    /** Leaves between two looks at the claim; some seconds of work at most. */
    private static final long AT_ONCE = 1 << 15;

    /**
     * How long events of the publisher's own may wait to be published when nothing else happens.
     */
    private static final Duration OWN_WAIT = Duration.ofHours(1);

    private final EvidenceSettings settings;
    private final Leaves log;
    private final Turn turn;
    private final InstantSource clock;
    private final AtomicLong failures = new AtomicLong();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("publisher").daemon().factory());
    private volatile PublisherState state = new PublisherState.Elsewhere();
    private volatile boolean closing;
    private final Pruning pruning;
    private final WitnessQuorum witnesses;
    private @Nullable Held held;
    private boolean isFolderKnown;
    private Instant publishedAt = Instant.MIN;
    private Instant nextLook = Instant.MIN;

    public Publisher(EvidenceSettings settings, Leaves log, Turn turn, InstantSource clock) {
        this.settings = settings;
        this.log = log;
        this.turn = turn;
        this.clock = clock;
        this.witnesses = new WitnessQuorum(settings, log::head);
        this.pruning = new Pruning(settings, clock);
    }

    public void start() {
        thread.scheduleWithFixedDelay(
                this::look, 0, settings.pace().toMillis(), TimeUnit.MILLISECONDS);
    }

    PublisherState state() {
        return state;
    }

    long failures() {
        return failures.get();
    }

    /** The newest checkpoint, where this process publishes. */
    public Optional<TreeHead> newest() {
        return head().filter(head -> head.size() > 0);
    }

    private Optional<TreeHead> head() {
        return switch (state) {
            case PublisherState.Publishing(var head) -> Optional.of(head);
            case PublisherState.Unwitnessed(var head, _) -> Optional.of(head);
            case PublisherState.Elsewhere() -> Optional.empty();
            case PublisherState.Failing _ -> Optional.empty();
        };
    }

    WitnessQuorum witnesses() {
        return witnesses;
    }

    /** Events that are not published yet; 0 where another process publishes. */
    long lag() {
        return head().map(head -> Math.max(0, log.head() - head.size())).orElse(0L);
    }

    private void look() {
        try {
            requireFolder();
            if (new PendingKeys(settings.keys()).isApplying()) {
                stepAside();
            } else if (!turn.isOurs()) {
                leave();
                state = new PublisherState.Elsewhere();
            } else if (!clock.instant().isBefore(nextLook)) {
                nextLook = clock.instant().plus(publishAll() ? Duration.ZERO : settings.idlePace());
                pruning.look(held().publication());
            }
        } catch (RuntimeException failed) {
            failed(failed);
        }
    }

    /** So that keys can be changed beside running processes: what comes next reads them anew. */
    private void stepAside() {
        leave();
        turn.release();
        state = new PublisherState.Failing(LogSigners.HALF_DONE);
        nextLook = Instant.MIN;
    }

    /** Before anything is written there, by whoever of the processes comes first. */
    private void requireFolder() {
        if (!isFolderKnown) {
            Held.makePrivate(settings.folder());
            turn.requireFolder(FolderId.of(settings.folder()).value());
            isFolderKnown = true;
        }
    }

    /** Whether there was anything to publish. */
    private boolean publishAll() {
        var publication = held().publication();
        long head = log.head();
        long size = publication.published().size();
        if (head == size || isQuiet(size, head)) {
            return false;
        }
        do {
            long next = Math.max(publication.grown() + AT_ONCE, publication.leastSize());
            publication.grow(Math.min(head, next));
            publish(publication);
        } while (publication.grown() < head && !closing && turn.isOurs());
        return true;
    }

    private void publish(Publication publication) {
        var head = publication.publish();
        if (head.size() == publication.grown()) {
            state = new PublisherState.Publishing(head);
            publishedAt = clock.instant();
            return;
        }
        var before = state;
        state = new PublisherState.Unwitnessed(head, witnesses.missing());
        if (!before.getClass().equals(state.getClass())) {
            LOG.warn("{}: {} stays the newest checkpoint", witnesses.missing(), head.size());
        }
    }

    private boolean isQuiet(long size, long head) {
        return clock.instant().isBefore(publishedAt.plus(OWN_WAIT))
                && OwnEvents.areAll(log, size, head);
    }

    private Held held() {
        var now = held;
        if (now == null) {
            now = Held.open(settings, log, witnesses, clock);
            held = now;
            publishedAt = clock.instant();
            state = new PublisherState.Publishing(now.publication().published());
        }
        return now;
    }

    private void failed(RuntimeException failure) {
        failures.incrementAndGet();
        var sentence = sentence(failure);
        var before = state;
        state = new PublisherState.Failing(sentence);
        nextLook = clock.instant().plus(settings.pace());
        if (!before.equals(state)) {
            LOG.warn("the log is not published ({}); it is tried again", sentence, failure);
        }
        leave();
    }

    private static String sentence(RuntimeException failure) {
        return switch (failure) {
            case Rejected rejected -> rejected.finding();
            case KeyUnusable unusable -> String.valueOf(unusable.getMessage());
            default -> failure.toString();
        };
    }

    private void leave() {
        var now = held;
        held = null;
        if (now != null) {
            now.close();
        }
    }

    /** Finishes the checkpoint under way. */
    @Override
    public void close() {
        closing = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("the publisher does not stop");
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return;
        }
        leave();
        witnesses.close();
        turn.release();
    }
}
