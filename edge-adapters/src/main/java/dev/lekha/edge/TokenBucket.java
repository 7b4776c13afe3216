package dev.lekha.edge;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/*
 * Kept as one number (the generic cell rate algorithm, ITU-T I.371 annex A): the moment at which the next token is
 * due, in the past by as much as is saved up. The clock may turn over, so moments are compared by their difference.
 */

/** So many a second, and a burst saved up from quiet times. */
public final class TokenBucket {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long nanosEach;
    private final long saved;
    private final LongSupplier nanoTime;
    private final AtomicLong due;

    public TokenBucket(int perSecond, int burst, LongSupplier nanoTime) {
        this.nanosEach = Math.max(1, SECOND / perSecond);
        this.saved = nanosEach * (burst - 1);
        this.nanoTime = nanoTime;
        this.due = new AtomicLong(nanoTime.getAsLong() - saved);
    }

    /** Takes a token if there is one. */
    public boolean tryTake() {
        while (true) {
            long now = nanoTime.getAsLong();
            long before = due.get();
            long next = settled(before, now);
            if (next - now > 0) {
                return false;
            }
            if (due.compareAndSet(before, next + nanosEach)) {
                return true;
            }
        }
    }

    /** Takes the next token in any case and says how long to wait for it. */
    public Duration take() {
        long now = nanoTime.getAsLong();
        long before = due.getAndUpdate(moment -> settled(moment, now) + nanosEach);
        return Duration.ofNanos(Math.max(0, settled(before, now) - now));
    }

    private long settled(long moment, long now) {
        long earliest = now - saved;
        return moment - earliest < 0 ? earliest : moment;
    }
}
