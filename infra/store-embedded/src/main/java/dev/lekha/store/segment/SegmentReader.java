package dev.lekha.store.segment;

import dev.lekha.kernel.Log;
import dev.lekha.kernel.leaf.Leaf;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** The log as readers see it. */
final class SegmentReader implements Log {
    private final Pages pages;
    private final Head head;

    SegmentReader(Pages pages, Head head) {
        this.pages = pages;
        this.head = head;
    }

    @Override
    public long head() {
        return head.position();
    }

    @Override
    public long lastBefore(Instant at) {
        return pages.lastBefore(ChronoUnit.MICROS.between(Instant.EPOCH, at), head());
    }

    @Override
    public Cursor after(long position, Filter filter) {
        return new PageCursor(Wanted.of(filter), Math.max(0, position));
    }

    private final class PageCursor implements Cursor {
        private final Wanted wanted;
        private final Queue<Leaf> page = new ArrayDeque<>();
        private long reached;

        PageCursor(Wanted wanted, long after) {
            this.wanted = wanted;
            this.reached = after;
        }

        @Override
        public Optional<Stored> next(Duration wait) {
            long deadline = System.nanoTime() + wait.toNanos();
            do {
                fill();
            } while (page.isEmpty() && head.awaitBeyond(reached, left(deadline)));
            return Optional.ofNullable(page.poll()).map(Leaf::stored);
        }

        private void fill() {
            long last = head.position();
            while (page.isEmpty() && reached < last) {
                var next = pages.read(wanted, reached, last);
                page.addAll(next.events());
                reached = next.reached();
            }
        }

        private static Duration left(long deadline) {
            return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        }

        @Override
        public void close() {
            page.clear();
        }
    }
}
