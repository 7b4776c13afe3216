package dev.lekha.store.mongo;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/*
 * Whoever has won a position knows the next one first: the server tells it with the acknowledgement, while the others
 * have yet to ask. Left alone, it would win again and again. So a writer that has won while others were seen at work
 * lets each of them go first, or as long pass as two of its own commits took. What waits at it meanwhile goes with its
 * next group, so the wait costs little: groups grow. Two writers under load so take turns; one that has the log for
 * itself never waits. A writer not seen for a second is forgotten, and all are where three waits were in vain.
 */

/** Lets writers of several processes go in turn. */
final class Turns {
    private static final long REMEMBERED = Duration.ofSeconds(1).toNanos();
    private static final long LEAST_WAIT = Duration.ofMillis(3).toNanos();
    private static final long MOST_WAIT = Duration.ofMillis(20).toNanos();
    private static final int MOST_IN_VAIN = 3;

    private final String own;
    private final Map<String, Long> others = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<String> sinceWon = new HashSet<>();
    private long wonAt;
    private long took;
    private boolean won;
    private int inVain;

    /**
     * @param own name as a writer
     */
    Turns(String own) {
        this.own = own;
    }

    /** Another process has committed; own commits are no matter. */
    void seen(Commit commit) {
        if (commit.by().equals(own)) {
            return;
        }
        lock.lock();
        try {
            others.put(commit.by(), System.nanoTime());
            sinceWon.add(commit.by());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void won(long nanos) {
        lock.lock();
        try {
            won = true;
            wonAt = System.nanoTime();
            took = nanos;
            sinceWon.clear();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits where it is for others to go first.
     *
     * @param look for what others have committed, asked every millisecond
     */
    void await(Runnable look) {
        while (waitsStill()) {
            look.run();
        }
    }

    private boolean waitsStill() {
        lock.lock();
        try {
            long now = System.nanoTime();
            others.values().removeIf(at -> now - at > REMEMBERED);
            if (!won || sinceWon.containsAll(others.keySet())) {
                inVain = won && !others.isEmpty() ? 0 : inVain;
                won = false;
                return false;
            }
            long left = wonAt + patience() - now;
            if (left <= 0) {
                giveUp();
                return false;
            }
            var _ = changed.awaitNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(1)));
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void giveUp() {
        won = false;
        if (++inVain == MOST_IN_VAIN) {
            inVain = 0;
            others.clear();
        }
    }

    private long patience() {
        return others.size() * Math.clamp(2 * took, LEAST_WAIT, MOST_WAIT);
    }
}
