package dev.lekha.store.mongo;

import dev.lekha.kernel.Log;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** The log as readers see it. */
final class LogReader implements Log {
    private final LogCollection log;
    private final Tail tail;

    LogReader(LogCollection log, Tail tail) {
        this.log = log;
        this.tail = tail;
    }

    @Override
    public long head() {
        return tail.head().position();
    }

    @Override
    public long lastBefore(Instant at) {
        long head = head();
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
        return log.firstRecorded(micros).filter(commit -> commit.first() <= head).stream()
                .flatMap(commit -> commit.events().stream())
                .filter(event -> event.leaf().recordedAt() >= micros)
                .mapToLong(event -> event.position() - 1)
                .findFirst()
                .orElse(head);
    }

    @Override
    public Cursor after(long position, Filter filter) {
        return new WalkCursor(new Walk(log, tail, Wanted.of(filter), Math.max(0, position)));
    }

    private final class WalkCursor implements Cursor {
        private final Walk walk;
        private final Queue<StoredEvent> page = new ArrayDeque<>();

        WalkCursor(Walk walk) {
            this.walk = walk;
        }

        @Override
        public Optional<Stored> next(Duration wait) {
            long deadline = System.nanoTime() + wait.toNanos();
            do {
                if (page.isEmpty()) {
                    page.addAll(walk.next(head()));
                }
            } while (page.isEmpty() && tail.head().awaitBeyond(walk.reached(), left(deadline)));
            return Optional.ofNullable(page.poll()).map(event -> event.leaf().stored());
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
