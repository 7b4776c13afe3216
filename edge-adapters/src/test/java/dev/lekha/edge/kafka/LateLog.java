package dev.lekha.edge.kafka;

import dev.lekha.kernel.Log;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A log that others append to: it is heard of only by those who wait for it. */
final class LateLog implements Log {
    private final Log log;
    private volatile long heard;

    LateLog(Log log) {
        this.log = log;
    }

    @Override
    public long head() {
        return heard;
    }

    @Override
    public long lastBefore(Instant at) {
        return log.lastBefore(at);
    }

    @Override
    public Cursor after(long position, Filter filter) {
        var cursor = log.after(position, filter);
        return new Cursor() {
            @Override
            public Optional<Stored> next(Duration wait) {
                if (wait.isPositive()) {
                    heard = log.head();
                }
                return heard > position ? cursor.next(wait) : Optional.empty();
            }

            @Override
            public void close() {
                cursor.close();
            }
        };
    }
}
