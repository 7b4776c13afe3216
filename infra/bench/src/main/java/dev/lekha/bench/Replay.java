package dev.lekha.bench;

import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Metadata;
import dev.lekha.projection.reporting.LatestReadings;
import dev.lekha.store.segment.SegmentLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** The whole log from its beginning, in each of the ways in which it is read. */
record Replay(SegmentLog records, Log log, EventCatalogue catalogue) {
    /** What takes all that is read, and says how many events that was. */
    @FunctionalInterface
    interface Way {
        long run();
    }

    /** By name. */
    Map<String, Way> ways() {
        return Map.of(
                "raw",
                this::scan,
                "by cursor",
                () -> each(_ -> {}),
                "decoded",
                () -> each(this::fact),
                "through one fold",
                this::fold);
    }

    /** Events a second. */
    static double rate(Way way) {
        var began = System.nanoTime();
        return way.run() * 1e9 / (System.nanoTime() - began);
    }

    private long scan() {
        var bytes = new LongAdder();
        var last = records.scan(0, log.head(), (_, record) -> bytes.add(record.remaining()));
        if (bytes.sum() < last) {
            throw new IllegalStateException(bytes + " bytes of " + last + " records");
        }
        return last;
    }

    private long fold() {
        var view = new LatestReadings();
        var rows = new HashMap<String, LatestReadings.Latest>();
        var events =
                each(stored -> {
                    var fact = fact(stored);
                    for (var key : view.keys(fact)) {
                        var row = view.apply(key, Optional.ofNullable(rows.get(key)), fact);
                        row.ifPresent(latest -> rows.put(key, latest));
                    }
                });
        var counted = rows.values().stream().mapToLong(LatestReadings.Latest::count).sum();
        if (counted != events) {
            throw new IllegalStateException(counted + " readings of " + events + " reports");
        }
        return events;
    }

    private long each(Consumer<Log.Stored> take) {
        var head = log.head();
        try (var cursor = log.after(0, Log.Filter.ALL)) {
            for (var position = 1L; position <= head; position++) {
                var stored = cursor.next(Duration.ZERO).orElseThrow();
                if (stored.position() != position) {
                    throw new IllegalStateException(stored.position() + " came for " + position);
                }
                take.accept(stored);
            }
        }
        return head;
    }

    private Fact fact(Log.Stored stored) {
        return new Fact(
                stored.position(),
                stored.id(),
                stored.recordedAt(),
                stored.metadata().getOrDefault(Metadata.ACTOR, ""),
                stored.metadata().getOrDefault(Metadata.TENANT, ""),
                catalogue.decode(stored.type(), stored.version(), stored.id(), stored.body()));
    }
}
