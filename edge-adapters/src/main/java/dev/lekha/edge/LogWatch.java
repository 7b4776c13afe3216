package dev.lekha.edge;

import dev.lekha.kernel.Log;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on the events of the log that come from its start on, in order and one at a time. For what
 * concerns this process alone, such as its open connections: nothing of it is kept.
 */
public final class LogWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);
    private static final Duration PACE = Duration.ofSeconds(1);

    /** It is woken by what comes; this is how long it takes to notice that it is to stop. */
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final String name;
    private final Log log;
    private final Log.Filter filter;
    private final Consumer<Log.Stored> taker;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Thread thread;
    private long position;

    /**
     * @param taker gets an event that it failed on again, after a pause
     */
    public LogWatch(String name, Log log, Log.Filter filter, Consumer<Log.Stored> taker) {
        this.name = name;
        this.log = log;
        this.filter = filter;
        this.taker = taker;
    }

    /** Returns when nothing that is stored from now on can be missed. */
    public synchronized void start() {
        position = log.head();
        thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    private void run() {
        try {
            do {
                follow();
            } while (!stopped.await(PACE.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException interrupted) {
            LOG.debug("{} stops", name);
        }
    }

    /** Ends where it cannot go on now; it then goes on from where it was. */
    private void follow() {
        try (var cursor = log.after(position, filter)) {
            while (stopped.getCount() > 0) {
                var next = cursor.next(GLANCE);
                if (next.isPresent()) {
                    taker.accept(next.get());
                    position = next.get().position();
                }
            }
        } catch (RuntimeException failed) {
            LOG.warn("{} goes on behind {} in a moment", name, position, failed);
        }
    }

    @Override
    public synchronized void close() {
        stopped.countDown();
        try {
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
