package dev.lekha.edge;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** So many a second, and a burst saved up from quiet times. */
public final class TokenBucket {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long nanosEach;
    private final long saved;
    private final LongSupplier nanoTime;

    /** When the next token is due; in the past by as much as is saved up. */
    private long due;

    public TokenBucket(int perSecond, int burst, LongSupplier nanoTime) {
        this.nanosEach = Math.max(1, SECOND / perSecond);
        this.saved = nanosEach * (burst - 1);
        this.nanoTime = nanoTime;
        this.due = nanoTime.getAsLong() - saved;
    }

    /** Takes a token if there is one. */
    public synchronized boolean tryTake() {
        long now = nanoTime.getAsLong();
        if (settled(now) - now > 0) {
            return false;
        }
        due += nanosEach;
        return true;
    }

    /** Takes the next token in any case and says how long to wait for it. */
    public synchronized Duration take() {
        long now = nanoTime.getAsLong();
        long wait = Math.max(0, settled(now) - now);
        due += nanosEach;
        return Duration.ofNanos(wait);
    }

    private long settled(long now) {
        long earliest = now - saved;
        if (due - earliest < 0) {
            due = earliest;
        }
        return due;
    }
}
