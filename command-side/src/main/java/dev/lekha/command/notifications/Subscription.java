package dev.lekha.command.notifications;

import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Boundary;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.notifications.NotificationEvent.SecretShown;
import dev.lekha.kernel.notifications.NotificationEvent.Subscribed;
import dev.lekha.kernel.notifications.NotificationEvent.SubscriptionEnded;
import dev.lekha.kernel.notifications.SubscriptionId;
import java.util.Optional;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Where a subscription stands. */
sealed interface Subscription {
    /** None of that id. */
    record Absent() implements Subscription {}

    /**
     * @param shown whether its secret was
     */
    record Open(Subscribed asked, boolean shown) implements Subscription {}

    record Ended(Subscribed asked) implements Subscription {}

    static EventCriteria boundary(SubscriptionId id) {
        return Boundary.of(
                Tags.NOTIFICATION,
                id.value(),
                Subscribed.class,
                SecretShown.class,
                SubscriptionEnded.class);
    }

    default Subscription evolve(DomainEvent event) {
        return switch (event) {
            case Subscribed asked -> new Open(asked, false);
            case SecretShown _ when this instanceof Open(var asked, _) -> new Open(asked, true);
            case SubscriptionEnded _ when this instanceof Open(var asked, _) -> new Ended(asked);
            default -> this;
        };
    }

    static Verdict unknown(SubscriptionId id) {
        return refuse("subscription-unknown", "There is no subscription " + id + ".");
    }

    static Verdict ended(SubscriptionId id) {
        return refuse("subscription-ended", "The subscription " + id + " has ended.");
    }

    /** No, unless the subscriber asks, or an operator. */
    static Optional<Verdict> notTheirs(Caller caller, Subscribed asked) {
        return caller.is(Role.OPERATOR) || caller.actor().equals(asked.subscriber())
                ? Optional.empty()
                : Optional.of(
                        refuse(
                                "not-the-subscriber",
                                asked.subscription() + " is another's subscription."));
    }
}
