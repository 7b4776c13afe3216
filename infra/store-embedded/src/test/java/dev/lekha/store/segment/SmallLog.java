package dev.lekha.store.segment;

import dev.lekha.kernel.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A log in small segments: how tests fill it and what they read. */
final class SmallLog {
    /** Some four of them fill a segment. */
    private static final String FILLING = "x".repeat(300);

    private SmallLog() {}

    /** An event whose id is its text; every third carries the same tag. */
    static Log.Stored event(String id) {
        var tag = "node=" + Math.floorMod(id.hashCode(), 3);
        return new Log.Stored(
                0,
                id,
                Instant.parse("2026-01-02T03:04:05.000006Z"),
                "test.Happened",
                "1.0.0",
                Set.of(tag, "kind=small"),
                Map.of("actor", "tester", "tenant", "default"),
                (id + FILLING).getBytes(StandardCharsets.UTF_8));
    }

    /** Appends so many events, each in a frame of its own, named by their positions. */
    static void fill(Path folder, int events) {
        try (var log = SmallSegments.log(folder)) {
            append(log, events);
        }
    }

    static void append(SegmentLog log, int events) {
        long head = log.reader().head();
        for (int i = 1; i <= events; i++) {
            log.append(List.of(event(Long.toString(head + i)))).join();
        }
    }

    /** Ids of all events, read as another process would. */
    static List<String> ids(Path folder) {
        try (var log = SegmentLog.openReadOnly(folder)) {
            return ids(log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static List<String> ids(SegmentLog log) {
        var ids = new ArrayList<String>();
        try (var cursor = log.reader().after(0, Log.Filter.ALL)) {
            for (var next = cursor.next(Duration.ZERO);
                    next.isPresent();
                    next = cursor.next(Duration.ZERO)) {
                ids.add(next.get().id());
            }
        }
        return ids;
    }

    static LogReport check(Path folder) {
        try {
            return LogCheck.run(folder, Progress.NONE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static List<Path> segments(Path folder) {
        try {
            return new Names(folder).segments();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
