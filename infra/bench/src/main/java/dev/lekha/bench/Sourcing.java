package dev.lekha.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;

/** Sources the ten reports of one node after another, at random, and insists on the right ten. */
record Sourcing(ScatteredLog content, EventStorageEngine engine) {
    private static final long SEED = 20_260_101;

    /** How many times a second each of the threads does it. */
    double run(int threads, Duration duration) throws InterruptedException, ExecutionException {
        var began = System.nanoTime();
        var done = 0L;
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var running = new ArrayList<Future<Long>>(threads);
            for (var index = 0; index < threads; index++) {
                var random = new SplittableRandom(began + index);
                running.add(pool.submit(() -> sources(random, began + duration.toNanos())));
            }
            for (var one : running) {
                done += one.get();
            }
        }
        return done * 1e9 / (System.nanoTime() - began) / threads;
    }

    private long sources(SplittableRandom random, long until) {
        var done = 0L;
        do {
            source(random.nextLong(content.nodes()));
            done++;
        } while (System.nanoTime() < until);
        return done;
    }

    /** A first pass, always the same: how many a second one thread does. */
    double firstPass(int count) {
        var random = new SplittableRandom(SEED);
        var began = System.nanoTime();
        for (var turn = 0; turn < count; turn++) {
            source(random.nextLong(content.nodes()));
        }
        return count * 1e9 / (System.nanoTime() - began);
    }

    /** Fails where what comes is not exactly what was written. */
    void source(long node) {
        var condition = SourcingCondition.conditionFor(Reports.from(ScatteredLog.node(node)));
        var expected = content.numbers(node).iterator();
        var stream = engine.source(condition, null);
        for (var next = stream.next(); next.isPresent(); next = stream.next()) {
            var event = next.get().message();
            if (event == TerminalEventMessage.INSTANCE) {
                continue;
            }
            if (!expected.hasNext() || !event.identifier().equals(Reports.id(expected.next()))) {
                throw new IllegalStateException("sourced of node " + node + ": " + event);
            }
        }
        stream.error()
                .ifPresent(failure -> {
                    throw new IllegalStateException(
                            "node " + node + " could not be sourced", failure);
                });
        if (expected.hasNext()) {
            throw new IllegalStateException("missing of node " + node + ": " + expected.next());
        }
    }
}
