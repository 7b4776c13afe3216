package dev.lekha.app.evidence;

import dev.lekha.crypto.time.ClockOffset;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How far the clock may be off: what the operator allows it while it is kept, and by how much it
 * has jumped against the machine's own count of time in the last hour or two. A clock that is
 * steadily wrong does not show here.
 */
final class ClockWatch implements ClockOffset {
    private static final Duration SPAN = Duration.ofHours(1);

    private final Duration allowed;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private Reading older;
    private Reading newer;

    private record Reading(Instant wall, long nanos) {}

    ClockWatch(Duration allowed, InstantSource clock, LongSupplier nanos) {
        this.allowed = allowed;
        this.clock = clock;
        this.nanos = nanos;
        this.newer = read();
        this.older = newer;
    }

    @Override
    public synchronized Optional<Duration> bound() {
        var now = read();
        var jumped = difference(older, now);
        if (now.nanos - newer.nanos >= SPAN.toNanos()) {
            older = newer;
            newer = now;
        }
        return Optional.of(allowed.plus(jumped));
    }

    private static Duration difference(Reading then, Reading now) {
        var counted = Duration.ofNanos(now.nanos - then.nanos);
        return Duration.between(then.wall, now.wall).minus(counted).abs();
    }

    private Reading read() {
        return new Reading(clock.instant(), nanos.getAsLong());
    }
}
