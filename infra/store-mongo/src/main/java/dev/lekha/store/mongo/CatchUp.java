package dev.lekha.store.mongo;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Takes into the tail what other processes have committed. */
final class CatchUp {
    private static final int MOST_COMMITS = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final LogCollection log;
    private final Tail tail;
    private final Turns turns;
    private long begunAt = System.nanoTime();

    CatchUp(LogCollection log, Tail tail, Turns turns) {
        this.log = log;
        this.tail = tail;
        this.turns = turns;
    }

    /**
     * Knows afterwards all that was acknowledged before the call, by whom ever. Those who call
     * while one looks share the look that comes next.
     */
    void now() {
        long asked = System.nanoTime();
        lock.lock();
        try {
            if (begunAt - asked > 0) {
                return;
            }
            long begun = System.nanoTime();
            while (more() == MOST_COMMITS) {
                // Until nothing is left.
            }
            begunAt = begun;
        } finally {
            lock.unlock();
        }
    }

    private int more() {
        List<Commit> found = log.beyond(tail.head().position(), MOST_COMMITS);
        long known = tail.head().position();
        tail.add(found);
        found.stream().filter(commit -> commit.first() > known).forEach(turns::seen);
        return found.size();
    }
}
