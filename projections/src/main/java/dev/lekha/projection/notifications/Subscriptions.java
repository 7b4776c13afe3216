package dev.lekha.projection.notifications;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.notifications.Channel;
import dev.lekha.kernel.notifications.EventFilter;
import dev.lekha.kernel.notifications.NotificationEvent;
import dev.lekha.kernel.notifications.NotificationEvent.NotificationDead;
import dev.lekha.kernel.notifications.NotificationEvent.NotificationDelivered;
import dev.lekha.kernel.notifications.NotificationEvent.RedeliveryRequested;
import dev.lekha.kernel.notifications.NotificationEvent.SecretShown;
import dev.lekha.kernel.notifications.NotificationEvent.Subscribed;
import dev.lekha.kernel.notifications.NotificationEvent.SubscriptionEnded;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Every subscription to events, and how far its deliveries have come. Key: its id. */
@View(
        name = Subscriptions.NAME,
        capability = "notifications",
        fields = {"subscriber", "state", "channel"},
        readers = {Role.OPERATOR, Role.AUDITOR},
        parties = "subscriber")
public final class Subscriptions implements Projection<Subscriptions.Subscription> {
    public static final String NAME = "subscriptions";
    public static final String OPEN = "open";

    /**
     * @param after position behind which it begins
     * @param state {@code open}, or why it ended
     * @param settled position of the last event that was delivered or set aside in order
     * @param request position of the last request for a dead letter that was settled, or 0
     * @param delivered notifications; {@code dead} are set aside now
     */
    public record Subscription(
            String subscription,
            String subscriber,
            String tenant,
            SortedSet<Role> roles,
            SortedSet<String> scopes,
            EventFilter filter,
            Channel channel,
            String endpoint,
            long after,
            String state,
            long settled,
            long request,
            long delivered,
            long dead) {
        Subscription in(String next) {
            return with(next, settled, request, delivered, dead);
        }

        Subscription settled(long position, long byRequest, long nowDelivered, long nowDead) {
            return with(
                    state,
                    byRequest == 0 ? Math.max(settled, position) : settled,
                    Math.max(request, byRequest),
                    nowDelivered,
                    nowDead);
        }

        private Subscription with(
                String next, long at, long byRequest, long nowDelivered, long nowDead) {
            return new Subscription(
                    subscription,
                    subscriber,
                    tenant,
                    roles,
                    scopes,
                    filter,
                    channel,
                    endpoint,
                    after,
                    next,
                    at,
                    byRequest,
                    nowDelivered,
                    nowDead);
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof NotificationEvent e
                ? List.of(e.subscription().value())
                : List.of();
    }

    @Override
    public Optional<Subscription> apply(String key, Optional<Subscription> row, Fact fact) {
        return fact.event() instanceof NotificationEvent event
                ? changed(event, row, fact.position())
                : row;
    }

    private static Optional<Subscription> changed(
            NotificationEvent event, Optional<Subscription> row, long at) {
        return switch (event) {
            case Subscribed e -> Optional.of(open(e, at));
            case SubscriptionEnded e -> row.map(one -> one.in(e.reason()));
            case NotificationDelivered e ->
                    row.map(one ->
                            one.settled(e.position(), e.request(), one.delivered + 1, one.dead));
            case NotificationDead e ->
                    row.map(one ->
                            one.settled(e.position(), e.request(), one.delivered, one.dead + 1));
            case RedeliveryRequested _ ->
                    row.map(one -> one.settled(0, 0, one.delivered, one.dead - 1));
            case SecretShown _ -> row;
        };
    }

    private static Subscription open(Subscribed e, long at) {
        var after = e.after().isEmpty() ? at : Long.parseLong(e.after());
        return new Subscription(
                e.subscription().value(),
                e.subscriber(),
                e.tenant(),
                e.roles(),
                e.scopes(),
                e.filter(),
                e.channel(),
                e.endpoint(),
                after,
                OPEN,
                after,
                at,
                0,
                0);
    }
}
