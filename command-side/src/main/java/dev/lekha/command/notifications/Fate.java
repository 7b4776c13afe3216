package dev.lekha.command.notifications;

import dev.lekha.command.Boundary;
import dev.lekha.command.Decision;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.notifications.NotificationEvent;
import dev.lekha.kernel.notifications.NotificationEvent.NotificationDead;
import dev.lekha.kernel.notifications.NotificationEvent.NotificationDelivered;
import dev.lekha.kernel.notifications.NotificationEvent.RedeliveryRequested;
import dev.lekha.kernel.notifications.SubscriptionId;
import java.util.Optional;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * What is known of one notification, and of its subscription.
 *
 * @param event id of the event that it tells of, or empty
 */
record Fate(Subscription subscription, State state, String event) {
    enum State {
        OPEN,
        DELIVERED,
        DEAD,
        ASKED_FOR
    }

    private static final Fate OPEN = new Fate(new Subscription.Absent(), State.OPEN, "");

    /** Whether an outcome is news: the first, or the first since it was asked for again. */
    boolean awaits(long request) {
        return state == (request == 0 ? State.OPEN : State.ASKED_FOR);
    }

    /** A command about one notification; the same outcome again finds that it is known. */
    interface Step extends Decision<Fate> {
        SubscriptionId subscription();

        long position();

        @Override
        default EventCriteria boundary() {
            return Subscription.boundary(subscription());
        }

        @Override
        default Optional<EventCriteria> own() {
            return Optional.of(
                    Boundary.of(
                            Tags.DELIVERY,
                            NotificationEvent.notification(subscription(), position()),
                            NotificationDelivered.class,
                            NotificationDead.class,
                            RedeliveryRequested.class));
        }

        @Override
        default Fate initial() {
            return OPEN;
        }

        @Override
        default Fate evolve(Fate fate, DomainEvent event) {
            return new Fate(fate.subscription.evolve(event), fate.state, fate.event);
        }

        @Override
        default Fate evolveOwn(Fate fate, DomainEvent event) {
            return switch (event) {
                case NotificationDelivered e ->
                        new Fate(fate.subscription, State.DELIVERED, e.event());
                case NotificationDead e -> new Fate(fate.subscription, State.DEAD, e.event());
                case RedeliveryRequested e ->
                        new Fate(fate.subscription, State.ASKED_FOR, e.event());
                default -> fate;
            };
        }

        @Override
        default boolean knowsRepeats() {
            return true;
        }
    }
}
