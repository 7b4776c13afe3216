package dev.lekha.store.mongo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * How far back rows can be forgotten: a position that has been passed for so long that whoever
 * began to read before it has finished or will begin again. Used by one thread at a time.
 */
final class Horizon {
    private static final int MOST_MARKS = 64;

    private final long retentionNanos;
    private final Deque<Mark> marks = new ArrayDeque<>();

    private record Mark(long position, long at) {}

    Horizon(Duration retention) {
        this.retentionNanos = retention.toNanos();
    }

    /**
     * The view stands there from now on.
     *
     * @return the position up to which rows can be forgotten, now and then
     */
    OptionalLong stands(long position, long now) {
        long spacing = retentionNanos / MOST_MARKS;
        if (marks.isEmpty() || now - marks.getLast().at >= spacing) {
            marks.add(new Mark(position, now));
        }
        if (now - marks.getFirst().at < 2 * retentionNanos) {
            return OptionalLong.empty();
        }
        var passed = marks.getFirst();
        while (!marks.isEmpty() && now - marks.getFirst().at >= retentionNanos) {
            passed = marks.removeFirst();
        }
        return OptionalLong.of(passed.position());
    }
}
