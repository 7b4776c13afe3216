package dev.lekha.store.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Own commits ring the head by themselves. For those of other processes the log is looked at: every 20 ms while there
 * are some, else every 200 ms. Where the server offers a change stream, it says when to look, and the log is looked at
 * unasked only once a second. The stream is never more than that: what is read, is read from the log.
 */

/** Notices what other processes commit. */
final class Watching implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watching.class);
    private static final Duration ACTIVE = Duration.ofMillis(20);
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration TOLD = Duration.ofSeconds(1);
    private static final Duration ACTIVITY = Duration.ofSeconds(2);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(10);

    private final LogCollection log;
    private final Tail tail;
    private final CatchUp catchUp;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition nudged = lock.newCondition();
    private final List<Thread> threads;
    private boolean nudge;
    private boolean closed;
    private volatile boolean told;

    Watching(LogCollection log, Tail tail, CatchUp catchUp) {
        this.log = log;
        this.tail = tail;
        this.catchUp = catchUp;
        this.threads =
                List.of(
                        Thread.ofVirtual().name("log-watch").start(this::look),
                        Thread.ofVirtual().name("log-changes").start(this::listen));
    }

    /** Whether the server's change stream says when to look. */
    boolean told() {
        return told;
    }

    private void look() {
        long activeUntil = System.nanoTime();
        boolean failing = false;
        while (pause(interval(activeUntil))) {
            long before = tail.head().position();
            try {
                catchUp.now();
                failing = false;
            } catch (RuntimeException failed) {
                // Told once for each time of trouble; whoever reads meets it as well.
                if (!failing && !isClosed()) {
                    LOG.warn("the log cannot be watched now: {}", failed.getMessage(), failed);
                }
                failing = true;
            }
            if (tail.head().position() > before) {
                activeUntil = System.nanoTime() + ACTIVITY.toNanos();
            }
        }
    }

    private Duration interval(long activeUntil) {
        if (told) {
            return TOLD;
        }
        return activeUntil - System.nanoTime() > 0 ? ACTIVE : IDLE;
    }

    /** Waits until it is time or there is news; false where it is over. */
    private boolean pause(Duration atMost) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (!nudge && !closed && left > 0) {
                left = nudged.awaitNanos(left);
            }
            nudge = false;
            return !closed;
        } catch (InterruptedException interrupted) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void listen() {
        while (!isClosed()) {
            try (var changes = changes()) {
                told = true;
                while (!isClosed()) {
                    var change = changes.tryNext();
                    if (change != null && isNews(change)) {
                        nudge();
                    }
                }
            } catch (MongoException | IllegalStateException without) {
                // No replica set, an election, or closed: polling goes on.
                LOG.debug("no change stream: {}", without.getMessage());
            }
            told = false;
            nudge();
            awaitClose(BETWEEN_TRIES);
        }
    }

    private MongoChangeStreamCursor<ChangeStreamDocument<Document>> changes() {
        return log.documents()
                .watch(
                        List.of(
                                Aggregates.match(Filters.eq("operationType", "insert")),
                                Aggregates.project(
                                        Projections.include(
                                                "_id", "documentKey", "operationType"))))
                .maxAwaitTime(1, TimeUnit.SECONDS)
                .cursor();
    }

    private boolean isNews(ChangeStreamDocument<Document> change) {
        var key = change.getDocumentKey();
        return key == null || key.getInt64("_id").getValue() > tail.head().position();
    }

    private void nudge() {
        lock.lock();
        try {
            nudge = true;
            nudged.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void awaitClose(Duration atMost) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (!closed && left > 0) {
                left = nudged.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            nudged.signalAll();
        } finally {
            lock.unlock();
        }
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
