package dev.lekha.edge.kafka;

import dev.lekha.kernel.Log;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A log that stops to be read behind a position, until it is let go: a process that hangs. */
final class HeldLog implements Log {
    final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final Log log;
    private final long holdAt;

    HeldLog(Log log, long holdAt) {
        this.log = log;
        this.holdAt = holdAt;
    }

    void release() {
        released.countDown();
    }

    @Override
    public long head() {
        return log.head();
    }

    @Override
    public long lastBefore(Instant at) {
        return log.lastBefore(at);
    }

    @Override
    public Cursor after(long position, Filter filter) {
        var cursor = log.after(position, filter);
        return new Cursor() {
            private long at = position;

            @Override
            public Optional<Stored> next(Duration wait) {
                if (filter.equals(Filter.ALL) && at == holdAt) {
                    hold();
                }
                var next = cursor.next(wait);
                next.ifPresent(event -> at = event.position());
                return next;
            }

            @Override
            public void close() {
                cursor.close();
            }
        };
    }

    private void hold() {
        try {
            reached.countDown();
            released.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
