package dev.lekha.edge.notifications;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.EventCatalogue;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Metadata;
import dev.lekha.kernel.notifications.Channel;
import dev.lekha.kernel.notifications.NotificationEvent;
import dev.lekha.kernel.notifications.NotificationEvent.RedeliveryRequested;
import dev.lekha.kernel.notifications.NotificationEvent.Subscribed;
import dev.lekha.kernel.notifications.NotificationEvent.SubscriptionEnded;
import dev.lekha.kernel.notifications.SubscriptionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The couriers of all open subscriptions, of which each is woken by what concerns it. Used by one
 * thread.
 */
final class Dispatch implements AutoCloseable {
    private static final String OWN = "notifications.";
    private static final Log.Filter SUBSCRIPTIONS =
            new Log.Filter(
                    List.of("notifications.Subscribed", "notifications.SubscriptionEnded"),
                    List.of());

    /** Tenants may call their subscriptions alike. */
    private record Key(String tenant, SubscriptionId subscription) {}

    private final EventCatalogue events;
    private final Deliveries deliveries;
    private final Map<Key, Courier> couriers = new ConcurrentHashMap<>();

    Dispatch(EventCatalogue events, Deliveries deliveries) {
        this.events = events;
        this.deliveries = deliveries;
    }

    int size() {
        return couriers.size();
    }

    /** Starts for what was open at that position of the log. */
    void openAt(long head) {
        var open = new HashMap<Key, Subscribed>();
        try (var cursor = deliveries.log().after(0, SUBSCRIPTIONS)) {
            for (var next = cursor.next(Duration.ZERO);
                    next.isPresent() && next.get().position() <= head;
                    next = cursor.next(Duration.ZERO)) {
                switch (decoded(next.get())) {
                    case Subscribed e -> open.put(key(next.get(), e), e);
                    case SubscriptionEnded e -> open.remove(key(next.get(), e));
                    default -> throw new IllegalStateException("nobody asked for " + next);
                }
            }
        }
        open.values().forEach(this::begin);
    }

    /** Takes the next event of the log. */
    void take(Log.Stored event) {
        if (!event.type().startsWith(OWN)) {
            couriers.values().stream()
                    .filter(courier -> courier.subscription().filter().matches(event))
                    .forEach(Courier::wake);
            return;
        }
        switch (decoded(event)) {
            case Subscribed e -> begin(e);
            case SubscriptionEnded e ->
                    Optional.ofNullable(couriers.remove(key(event, e))).ifPresent(Courier::stop);
            case RedeliveryRequested e ->
                    Optional.ofNullable(couriers.get(key(event, e))).ifPresent(Courier::wake);
            default -> {
                // What became of notifications is for views.
            }
        }
    }

    /** Who asks for events keeps the connection, and needs no courier. */
    private void begin(Subscribed subscription) {
        if (subscription.channel() != Channel.SSE) {
            var courier = new Courier(subscription, deliveries);
            couriers.put(new Key(subscription.tenant(), subscription.subscription()), courier);
            courier.start();
        }
    }

    private static Key key(Log.Stored event, NotificationEvent about) {
        return new Key(Metadata.tenant(event.metadata()), about.subscription());
    }

    private DomainEvent decoded(Log.Stored event) {
        return events.decode(event.type(), event.version(), event.body());
    }

    /** What is under way is broken off; what was sent and is not recorded will be sent again. */
    @Override
    public void close() {
        var all = new ArrayList<>(couriers.values());
        couriers.clear();
        all.forEach(Courier::stop);
        try {
            for (var courier : all) {
                courier.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
