package dev.lekha.edge.notifications;

import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Log;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the log while it is this process's turn, and has each subscriber told. Where deliveries
 * have come to is in the log itself, so whoever goes on begins where the last one recorded.
 */
public final class Notifications implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final Duration PACE = Duration.ofSeconds(1);

    /** It is woken by what comes; this is how long it takes to notice that it is to stop. */
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final EventCatalogue events;
    private final Deliveries deliveries;
    private final Turn turn;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Dispatch dispatch;
    private @Nullable Thread thread;

    Notifications(EventCatalogue events, Deliveries deliveries, Turn turn) {
        this.events = events;
        this.deliveries = deliveries;
        this.turn = turn;
        deliveries.meters().watch(this::subscriptions, deliveries.room()::taken);
    }

    private int subscriptions() {
        var now = dispatch;
        return now == null ? 0 : now.size();
    }

    public synchronized void start() {
        thread = Thread.ofPlatform().name("notifications").daemon().start(this::run);
    }

    private void run() {
        try {
            while (open()) {
                inTurn();
                pause();
            }
        } catch (InterruptedException interrupted) {
            LOG.debug("notifications stop");
        }
    }

    private void inTurn() {
        try {
            if (turn.isHeld()) {
                follow();
            }
        } catch (RuntimeException failed) {
            deliveries.meters().failures.increment();
            LOG.warn("notifications are begun again", failed);
        }
    }

    private void follow() {
        long head = deliveries.log().head();
        try (var all = new Dispatch(events, deliveries);
                var cursor = deliveries.log().after(head, Log.Filter.ALL)) {
            dispatch = all;
            all.openAt(head);
            long askedAt = System.nanoTime();
            while (open()) {
                cursor.next(GLANCE).ifPresent(all::take);
                if (System.nanoTime() - askedAt >= PACE.toNanos()) {
                    if (!turn.isHeld()) {
                        return;
                    }
                    askedAt = System.nanoTime();
                }
            }
        } finally {
            dispatch = null;
        }
    }

    private boolean open() {
        return stopped.getCount() > 0;
    }

    private void pause() throws InterruptedException {
        if (stopped.await(PACE.toNanos(), TimeUnit.NANOSECONDS)) {
            LOG.debug("notifications stop instead of waiting for their turn");
        }
    }

    /** Breaks off what is under way; what is not recorded will be sent again. */
    @Override
    public synchronized void close() {
        stopped.countDown();
        try {
            if (thread != null) {
                thread.join();
                turn.release();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
