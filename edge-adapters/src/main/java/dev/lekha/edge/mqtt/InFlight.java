package dev.lekha.edge.mqtt;

import dev.lekha.kernel.Refused;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** How many reports are worked on at once; the others wait their turn, first come first served. */
final class InFlight {
    private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private int free;
    private int inside;
    private boolean closing;

    InFlight(int most) {
        this.free = most;
    }

    /**
     * Completes when it is this one's turn, after which it must {@link #leave}; fails once closing.
     */
    synchronized CompletableFuture<Void> enter() {
        if (closing) {
            return CompletableFuture.failedFuture(
                    new Refused(
                            Refused.Kind.BUSY,
                            "stopping",
                            "The platform is stopping; send it again later."));
        }
        inside++;
        if (free > 0) {
            free--;
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> turn = new CompletableFuture<>();
        waiting.add(turn);
        return turn;
    }

    void leave() {
        CompletableFuture<Void> next = left();
        if (next != null) {
            // On a thread of its own, or a row of quick ones would nest as deep as the queue is
            // long.
            next.completeAsync(() -> null, Thread::startVirtualThread);
        }
    }

    /** Lets nobody in any more; completes when all have left. */
    synchronized CompletableFuture<Void> close() {
        closing = true;
        if (inside == 0) {
            drained.complete(null);
        }
        return drained;
    }

    synchronized boolean closing() {
        return closing;
    }

    /** Those being worked on and those waiting. */
    synchronized int count() {
        return inside;
    }

    private synchronized @Nullable CompletableFuture<Void> left() {
        inside--;
        CompletableFuture<Void> next = waiting.poll();
        if (next == null) {
            free++;
        }
        if (closing && inside == 0) {
            drained.complete(null);
        }
        return next;
    }
}
