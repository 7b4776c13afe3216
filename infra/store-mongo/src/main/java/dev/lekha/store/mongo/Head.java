package dev.lekha.store.mongo;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The position of the last event that this process knows of, and the bell that rings with it. */
final class Head {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();
    private volatile long position;

    Head(long position) {
        this.position = position;
    }

    long position() {
        return position;
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
            while (position <= known && left > 0) {
                left = moved.awaitNanos(left);
            }
            return position > known;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Listeners hand over and return. */
    void listen(Runnable listener) {
        listeners.add(listener);
    }

    void forget(Runnable listener) {
        listeners.remove(listener);
    }
}
