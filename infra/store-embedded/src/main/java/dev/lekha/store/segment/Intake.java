package dev.lekha.store.segment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for the writer. Bounded: a full one makes the next caller wait. Closing refuses new
 * and keeps old.
 */
final class Intake<T> {
    private final int capacity;
    private final Queue<T> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomMade = lock.newCondition();
    private final Condition arrived = lock.newCondition();
    private boolean closed;

    Intake(int capacity) {
        this.capacity = capacity;
    }

    void put(T item) {
        lock.lock();
        try {
            while (waiting.size() >= capacity && !closed) {
                roomMade.awaitUninterruptibly();
            }
            if (closed) {
                throw Unavailable.closed();
            }
            waiting.add(item);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for something, then takes all there is up to the limit; takes nothing only when closed
     * and drained.
     */
    List<T> take(int limit) {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                arrived.awaitUninterruptibly();
            }
            var taken = new ArrayList<T>(Math.min(limit, waiting.size()));
            while (taken.size() < limit && !waiting.isEmpty()) {
                taken.add(waiting.remove());
            }
            roomMade.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    int depth() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
            roomMade.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
