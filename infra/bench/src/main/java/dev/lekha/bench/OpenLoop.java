package dev.lekha.bench;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;
import org.HdrHistogram.AbstractHistogram;

/*
 * A caller that waits for its answer asks least while the answer takes longest, and so leaves out what would have
 * hurt. Here the clock asks, and each commit counts from when it was meant to begin: a stall is suffered by all that
 * should have begun during it. What the clock itself is late by is measured too, since it is in every figure.
 */

/** Commits begun at fixed times, whether or not earlier ones have been answered. */
final class OpenLoop {
    /** One alone could not make events fast enough for the fastest logs. */
    private static final int CLOCKS = 2;

    private static final int NODES = 1_000;

    private final Reports reports;
    private final AtomicLong numbers;
    private final AbstractHistogram nanos = Latencies.histogram();
    private final AbstractHistogram late = Latencies.histogram();
    private final CompletableFuture<Void> failed = new CompletableFuture<>();

    OpenLoop(Reports reports, AtomicLong numbers) {
        this.reports = reports;
        this.numbers = numbers;
    }

    /** From when each commit was meant to begin to when it was durable. */
    AbstractHistogram nanos() {
        return nanos;
    }

    /** From when each commit was meant to begin to when it did. */
    AbstractHistogram late() {
        return late;
    }

    /** Begins as many as fall into that time, and returns when all are durable. */
    void run(double perSecond, Appender log, Duration duration) throws InterruptedException {
        var count = Math.max(1, (long) (perSecond * duration.toNanos() / 1e9));
        var open = new CountDownLatch(Math.toIntExact(count));
        var began = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1);
        LongUnaryOperator due = turn -> began + (long) (turn * 1e9 / perSecond);
        for (var clock = 0; clock < CLOCKS; clock++) {
            var first = clock;
            Thread.ofPlatform()
                    .name("clock-" + clock)
                    .start(() -> {
                        for (long turn = first; turn < count; turn += CLOCKS) {
                            await(due.applyAsLong(turn));
                            begin(due.applyAsLong(turn), log, open);
                        }
                    });
        }
        open.await();
        if (failed.isCompletedExceptionally()) {
            failed.join();
        }
    }

    private static void await(long due) {
        for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void begin(long due, Appender log, CountDownLatch open) {
        Latencies.record(late, System.nanoTime() - due);
        var number = numbers.getAndIncrement();
        var node = Load.node((int) (number % NODES));
        log.append(Reports.same(node, number), log.head(), reports.of(node, number))
                .whenComplete((_, failure) -> {
                    Latencies.record(nanos, System.nanoTime() - due);
                    if (failure != null) {
                        failed.completeExceptionally(failure);
                    }
                    open.countDown();
                });
    }
}
