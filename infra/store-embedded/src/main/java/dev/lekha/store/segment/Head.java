package dev.lekha.store.segment;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** The position of the last event, and the bell that rings when it moves. */
final class Head {
    private static final long NEVER = Long.MAX_VALUE;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();
    private final LongSupplier observed;
    private final long glanceNanos;
    private volatile long position;

    /** A head that this process moves. */
    Head(long position) {
        this.position = position;
        this.observed = () -> this.position;
        this.glanceNanos = NEVER;
    }

    /** A head that another process moves: nobody rings, so who waits looks again every so often. */
    Head(LongSupplier observed) {
        this.observed = observed;
        this.glanceNanos = Duration.ofMillis(100).toNanos();
    }

    long position() {
        return observed.getAsLong();
    }

    void moveTo(long last) {
        lock.lock();
        try {
            position = last;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        listeners.forEach(Runnable::run);
    }

    /** Waits until the log goes beyond the position; false where it did not in time. */
    boolean awaitBeyond(long known, Duration atMost) {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (position() <= known && left > 0) {
                long turn = Math.min(left, glanceNanos);
                left -= turn - Math.max(0, moved.awaitNanos(turn));
            }
            return position() > known;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Listeners run on the writer's thread: they hand over and return. */
    void listen(Runnable listener) {
        listeners.add(listener);
    }

    void forget(Runnable listener) {
        listeners.remove(listener);
    }
}
