package dev.lekha.edge.notifications;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Metadata;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.notifications.NotificationEvent.Subscribed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the notifications of one subscription, in the order of the log and one at a time, then
 * what was asked for again. It holds positions and, while one is sent, that event; so neither a
 * slow receiver nor a long history fills the memory. It sleeps while there is nothing to deliver.
 */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String REDELIVERY = "notifications.RedeliveryRequested";

    private final Subscribed subscription;
    private final Deliveries deliveries;
    private final Log.Filter requests;
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread;

    Courier(Subscribed subscription, Deliveries deliveries) {
        this.subscription = subscription;
        this.deliveries = deliveries;
        this.requests =
                new Log.Filter(
                        List.of(REDELIVERY),
                        List.of(Tags.NOTIFICATION + "=" + subscription.subscription()));
        this.thread =
                Thread.ofVirtual()
                        .name("courier-" + subscription.subscription())
                        .unstarted(this::run);
    }

    Subscribed subscription() {
        return subscription;
    }

    void start() {
        thread.start();
    }

    /** There may be something to deliver. */
    void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    /** What is under way and not recorded will be sent again by whoever goes on. */
    void stop() {
        thread.interrupt();
    }

    void join() throws InterruptedException {
        thread.join();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                follow();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException stopped) {
            LOG.debug("{} is not delivered to any more here", subscription.subscription());
        }
    }

    /** Ends where it cannot go on now; it then begins anew from what is kept. */
    private void follow() throws InterruptedException {
        try {
            var settled =
                    deliveries.progress().of(subscription.tenant(), subscription.subscription());
            long position = settled.position();
            long request = settled.request();
            while (true) {
                woken.drainPermits();
                position = deliverBehind(position);
                request = redeliverBehind(request);
                woken.acquire();
            }
        } catch (RuntimeException failed) {
            deliveries.meters().failures.increment();
            LOG.warn("{} is tried again: {}", subscription.subscription(), failed.toString());
        }
    }

    private long deliverBehind(long position) throws InterruptedException {
        var at = position;
        for (var next = next(at, subscription.filter().inLog());
                next.isPresent();
                next = next(at, subscription.filter().inLog())) {
            var event = next.get();
            at = event.position();
            if (subscription.filter().matches(event)) {
                settle(event.id(), at, 0);
            }
        }
        return at;
    }

    private long redeliverBehind(long request) throws InterruptedException {
        var at = request;
        for (var next = next(at, requests); next.isPresent(); next = next(at, requests)) {
            at = next.get().position();
            if (!subscription.tenant().equals(Metadata.tenant(next.get().metadata()))) {
                continue;
            }
            var asked = Json.MAPPER.readTree(next.get().body());
            settle(asked.path("event").asString(), asked.path("position").asLong(), at);
        }
        return at;
    }

    private Optional<Log.Stored> next(long position, Log.Filter filter) {
        try (var cursor = deliveries.log().after(position, filter)) {
            return cursor.next(Duration.ZERO);
        }
    }

    private void settle(String event, long position, long request) throws InterruptedException {
        new Delivery(subscription, event, position, request).settle(deliveries);
    }
}
