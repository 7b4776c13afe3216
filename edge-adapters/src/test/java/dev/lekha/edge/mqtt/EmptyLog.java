package dev.lekha.edge.mqtt;

import dev.lekha.kernel.Log;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A log in which nothing ever happens. */
final class EmptyLog implements Log {
    @Override
    public long head() {
        return 0;
    }

    @Override
    public long lastBefore(Instant at) {
        return 0;
    }

    @Override
    public Cursor after(long position, Filter filter) {
        return new Waiting(new CountDownLatch(1));
    }

    /** Until it is closed, for what does not come. */
    private record Waiting(CountDownLatch closed) implements Cursor {
        @Override
        public Optional<Stored> next(Duration wait) {
            try {
                closed.await(wait.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
