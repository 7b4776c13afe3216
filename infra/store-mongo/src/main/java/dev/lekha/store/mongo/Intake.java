package dev.lekha.store.mongo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Appends that wait for the writer. Bounded: where it is full the caller waits, and is refused when
 * that takes too long. Closing refuses new ones and keeps those that are there.
 */
final class Intake {
    private final int capacity;
    private final long patienceNanos;
    private final Queue<Append> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomMade = lock.newCondition();
    private final Condition arrived = lock.newCondition();
    private boolean closed;

    Intake(int capacity, Duration patience) {
        this.capacity = capacity;
        this.patienceNanos = patience.toNanos();
    }

    /**
     * @throws dev.lekha.kernel.Refused where it is closed, or there is no room in time
     */
    void put(Append append) {
        lock.lock();
        try {
            awaitRoom();
            if (closed) {
                throw Unavailable.closed();
            }
            if (waiting.size() >= capacity) {
                throw Unavailable.busy();
            }
            waiting.add(append);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom() {
        long left = patienceNanos;
        try {
            while (waiting.size() >= capacity && !closed && left > 0) {
                left = roomMade.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for something, then takes what there is; nothing only when closed and drained. */
    List<Append> take(int most, long mostBytes) {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                arrived.awaitUninterruptibly();
            }
            var taken = new ArrayList<Append>(Math.min(most, waiting.size()));
            long bytes = 0;
            while (taken.size() < most && !waiting.isEmpty()) {
                bytes += waiting.element().mostBytes();
                if (bytes > mostBytes && !taken.isEmpty()) {
                    break;
                }
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
