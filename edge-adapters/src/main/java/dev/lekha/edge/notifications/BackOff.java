package dev.lekha.edge.notifications;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait for the next attempt: twice as long each time, and anything from half of that to
 * all of it, so that many that failed at once do not come back at once.
 *
 * @param chance from 0 to 1
 */
record BackOff(Duration first, Duration longest, DoubleSupplier chance) {
    /** Doubling ends here; no pause is a hundred years long. */
    private static final int MOST_DOUBLINGS = 30;

    /**
     * @param failed attempts so far, 1 or more
     * @param wanted what the receiver asked for, at least
     */
    Duration after(int failed, Duration wanted) {
        var whole = first.multipliedBy(1L << Math.min(failed - 1, MOST_DOUBLINGS));
        var bounded = shorter(whole, longest);
        var drawn = Duration.ofNanos((long) (bounded.toNanos() * (0.5 + chance.getAsDouble() / 2)));
        return drawn.compareTo(wanted) < 0 ? shorter(wanted, longest) : drawn;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
