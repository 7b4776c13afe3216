package dev.lekha.kernel.notifications;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** Who wants to hear of what, and what became of each notification. */
public sealed interface NotificationEvent extends DomainEvent {
    @EventTag(key = Tags.NOTIFICATION)
    SubscriptionId subscription();

    /** The one notification of an event to a subscription, as {@code subscription/position}. */
    static String notification(SubscriptionId subscription, long position) {
        return subscription + "/" + position;
    }

    /**
     * Somebody is notified of matching events behind a position.
     *
     * @param subscriber the principal that it is for
     * @param roles that the subscriber had
     * @param scopes that its credential was limited to; empty for all
     * @param endpoint URL of a webhook, else empty
     * @param after a position of the log in digits, or empty for that of this event
     */
    @Event(namespace = "notifications", name = "Subscribed", version = "1")
    record Subscribed(
            SubscriptionId subscription,
            @EventTag(key = Tags.SUBSCRIBER) String subscriber,
            String tenant,
            SortedSet<Role> roles,
            @Omittable SortedSet<String> scopes,
            EventFilter filter,
            Channel channel,
            @Omittable String endpoint,
            @Omittable String after)
            implements NotificationEvent {
        public Subscribed {
            roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
            scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
        }
    }

    /**
     * @param reason {@code unsubscribed}, {@code gone} (the endpoint said so) or {@code
     *     credentials-revoked}
     */
    @Event(namespace = "notifications", name = "SubscriptionEnded", version = "1")
    record SubscriptionEnded(
            SubscriptionId subscription,
            @EventTag(key = Tags.SUBSCRIBER) String subscriber,
            String reason)
            implements NotificationEvent {}

    /** The secret by which a webhook's signatures are checked was shown, which happens once. */
    @Event(namespace = "notifications", name = "SecretShown", version = "1")
    record SecretShown(SubscriptionId subscription) implements NotificationEvent {}

    /**
     * The receiver has taken it.
     *
     * @param event id of the event that it tells of, at {@code position}
     * @param request position of the request to deliver it again, or 0
     * @param attempts since the process that delivered it began with it
     */
    @Event(namespace = "notifications", name = "NotificationDelivered", version = "1")
    record NotificationDelivered(
            SubscriptionId subscription, String event, long position, long request, int attempts)
            implements NotificationEvent {
        @EventTag(key = Tags.DELIVERY)
        public String notification() {
            return NotificationEvent.notification(subscription, position);
        }
    }

    /**
     * It is not tried again unless somebody asks for it.
     *
     * @param reason a stable code: {@code status-404}, {@code attempts-exhausted} …
     * @param detail what the last attempt met
     */
    @Event(namespace = "notifications", name = "NotificationDead", version = "1")
    record NotificationDead(
            SubscriptionId subscription,
            String event,
            long position,
            long request,
            int attempts,
            String reason,
            @Omittable String detail)
            implements NotificationEvent {
        @EventTag(key = Tags.DELIVERY)
        public String notification() {
            return NotificationEvent.notification(subscription, position);
        }
    }

    /** A dead letter is to be delivered after all. */
    @Event(namespace = "notifications", name = "RedeliveryRequested", version = "1")
    record RedeliveryRequested(SubscriptionId subscription, String event, long position)
            implements NotificationEvent {
        @EventTag(key = Tags.DELIVERY)
        public String notification() {
            return NotificationEvent.notification(subscription, position);
        }
    }
}
