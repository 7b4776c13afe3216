package dev.lekha.edge.notifications;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.Semaphore;

/**
 * How many deliveries are under way at the same time, in all and for one subscriber, so that nobody
 * whose receivers hang holds up the others.
 */
final class Room {
    private final Semaphore all;
    private final int most;
    private final int each;

    /** One is forgotten when nobody waits for it or has a place. */
    private final Cache<String, Semaphore> bySubscriber =
            Caffeine.newBuilder().weakValues().build();

    Room(int most, int each) {
        this.all = new Semaphore(most);
        this.most = most;
        this.each = each;
    }

    int taken() {
        return most - all.availablePermits();
    }

    /** Waits for a place; to be left by closing what is given. */
    Place enter(String subscriber) throws InterruptedException {
        var own = bySubscriber.get(subscriber, _ -> new Semaphore(each));
        own.acquire();
        try {
            all.acquire();
        } catch (InterruptedException stopped) {
            own.release();
            throw stopped;
        }
        return new Place(own, all);
    }

    /** A place that is held. */
    record Place(Semaphore own, Semaphore all) implements AutoCloseable {
        @Override
        public void close() {
            all.release();
            own.release();
        }
    }
}
