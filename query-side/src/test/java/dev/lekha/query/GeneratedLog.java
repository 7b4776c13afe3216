package dev.lekha.query;

import dev.lekha.kernel.Log;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * A log of any size that is made as it is read, and tells how much of it was. Every third event is
 * of another type.
 */
final class GeneratedLog implements Log {
    static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    final AtomicLong pulled = new AtomicLong();
    final AtomicInteger open = new AtomicInteger();
    volatile long breaksAt = Long.MAX_VALUE;

    /** By position. */
    volatile LongFunction<String> ids = position -> "e-" + position;

    private long head;

    synchronized void growTo(long position) {
        head = position;
        notifyAll();
    }

    @Override
    public synchronized long head() {
        return head;
    }

    /** Each event is a second after the one before. */
    @Override
    public synchronized long lastBefore(Instant at) {
        long before = Duration.between(BEGINNING, at).plusNanos(999_999_999).toSeconds() - 1;
        return Math.clamp(before, 0, head);
    }

    @Override
    public Cursor after(long position, Filter filter) {
        open.incrementAndGet();
        return new Cursor() {
            private long at = position;

            @Override
            public Optional<Stored> next(Duration wait) {
                long until = System.nanoTime() + wait.toNanos();
                while (reach(at + 1, until)) {
                    if (at + 1 == breaksAt) {
                        throw new IllegalStateException("the disk broke");
                    }
                    at++;
                    var event = event(at, ids.apply(at));
                    if (matches(filter, event)) {
                        pulled.incrementAndGet();
                        return Optional.of(event);
                    }
                }
                return Optional.empty();
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }

    private synchronized boolean reach(long position, long until) {
        try {
            for (long left = until - System.nanoTime();
                    head < position && left > 0;
                    left = until - System.nanoTime()) {
                wait(left / 1_000_000 + 1);
            }
            return head >= position;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean matches(Filter filter, Stored event) {
        return (filter.types().isEmpty() || filter.types().contains(event.type()))
                && event.tags().containsAll(filter.tags());
    }

    static Stored event(long position) {
        return event(position, "e-" + position);
    }

    private static Stored event(long position, String id) {
        return new Stored(
                position,
                id,
                BEGINNING.plusSeconds(position),
                position % 3 == 0 ? "charging.UsageRated" : "reporting.ReportAccepted",
                "1.0.0",
                Set.of("node=urn:pump:" + position % 10, "rqi=pump/" + position),
                Map.of("tenant", "default", "actor", "app.1"),
                ("{\"n\": " + position + ".0}").getBytes(StandardCharsets.UTF_8));
    }
}
