package dev.lekha.app;

import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the end of the log once for all followers, and remembers the newest facts for them. A
 * follower that is further behind reads for itself until it has caught up.
 */
final class Tail implements AutoCloseable {
    /** Facts in a page, at most. */
    static final int PAGE = 512;

    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
    private static final int REMEMBERED = 1 << 13;
    private static final long REMEMBERED_BYTES = 16L << 20;
    private static final Duration LULL = Duration.ofSeconds(1);

    /**
     * Followers are called at most so often: what a page costs them hardly depends on how much is
     * in it. Where much comes it pays to wait longer.
     */
    private static final Duration GATHERING = Duration.ofMillis(20);

    private static final Duration GATHERING_MUCH = Duration.ofMillis(60);
    private static final int MUCH = 48;

    private record Held(Fact fact, int bytes) {}

    private final Log log;
    private final EventCatalogue catalogue;
    private final Held[] ring = new Held[REMEMBERED];
    private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
    private final Thread reader;
    private long first;
    private long last;
    private long bytes;
    private volatile boolean closed;

    Tail(Log log, EventCatalogue catalogue) {
        this.log = log;
        this.catalogue = catalogue;
        this.last = log.head();
        this.first = last + 1;
        this.reader = Thread.ofPlatform().name("log-tail").start(this::read);
    }

    /** Told whenever there is more to read. */
    void listen(Runnable listener) {
        listeners.add(listener);
    }

    void ignore(Runnable listener) {
        listeners.remove(listener);
    }

    /** Position of the newest event that is known of. */
    synchronized long head() {
        return last;
    }

    /**
     * The facts behind a position, at most a page of them; empty where there are none yet.
     *
     * @throws IllegalStateException where the log holds what cannot be read
     */
    List<Fact> after(long position) {
        synchronized (this) {
            if (position >= last) {
                return List.of();
            }
            if (position + 1 >= first) {
                return remembered(position + 1, Math.min(last, position + PAGE));
            }
        }
        return stored(position);
    }

    private List<Fact> remembered(long from, long to) {
        var facts = new ArrayList<Fact>((int) (to - from + 1));
        for (var position = from; position <= to; position++) {
            facts.add(ring[slot(position)].fact);
        }
        return facts;
    }

    private List<Fact> stored(long position) {
        var facts = new ArrayList<Fact>(PAGE);
        try (var cursor = log.after(position, Log.Filter.ALL)) {
            while (facts.size() < PAGE) {
                var next = cursor.next(Duration.ZERO);
                if (next.isEmpty()) {
                    break;
                }
                facts.add(Facts.of(next.get(), catalogue));
            }
        }
        return facts;
    }

    private void read() {
        try (var cursor = log.after(last, Log.Filter.ALL)) {
            while (!closed) {
                var taken = take(cursor);
                if (taken > 0) {
                    listeners.forEach(Runnable::run);
                }
                if (taken < PAGE) {
                    var gathering = taken < MUCH ? GATHERING : GATHERING_MUCH;
                    LockSupport.parkNanos(gathering.toNanos());
                }
            }
        } catch (IllegalStateException unreadable) {
            LOG.error("the log cannot be followed behind position {}", head(), unreadable);
            fallBack();
        }
    }

    /** Remembers what is there, at most a page; waits a while for the first. */
    private int take(Log.Cursor cursor) {
        var taken = 0;
        for (var next = cursor.next(LULL); next.isPresent(); next = cursor.next(Duration.ZERO)) {
            remember(next.get());
            if (++taken == PAGE) {
                break;
            }
        }
        return taken;
    }

    /** From here on every follower reads for itself, and meets by itself what cannot be read. */
    private synchronized void fallBack() {
        first = Long.MAX_VALUE;
        last = log.head();
        listeners.forEach(Runnable::run);
    }

    private void remember(Log.Stored stored) {
        var held = new Held(Facts.of(stored, catalogue), stored.body().length);
        synchronized (this) {
            ring[slot(stored.position())] = held;
            last = stored.position();
            bytes += held.bytes;
            while (last - first >= REMEMBERED || bytes > REMEMBERED_BYTES && first < last) {
                bytes -= ring[slot(first)].bytes;
                first++;
            }
        }
    }

    private static int slot(long position) {
        return (int) (position & (REMEMBERED - 1));
    }

    @Override
    public void close() {
        closed = true;
        reader.interrupt();
        try {
            reader.join(LULL.multipliedBy(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
