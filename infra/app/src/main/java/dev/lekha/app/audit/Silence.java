package dev.lekha.app.audit;

import java.time.Duration;

/** How long a log has given no answer, or nothing new. */
final class Silence {
    private final Duration stoppedAfter;
    private final Duration unchangedAfter;
    private long answered = System.nanoTime();
    private long changed = System.nanoTime();

    Silence(Duration stoppedAfter, Duration unchangedAfter) {
        this.stoppedAfter = stoppedAfter;
        this.unchangedAfter = unchangedAfter;
    }

    /** Notes that there was no answer; whether that is so for too long. */
    boolean unreachable() {
        return since(answered).compareTo(stoppedAfter) >= 0;
    }

    /** Notes an answer; whether there was nothing new for too long. */
    boolean answered(boolean unchanged) {
        answered = System.nanoTime();
        if (!unchanged) {
            changed = answered;
        }
        return since(changed).compareTo(unchangedAfter) >= 0;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
