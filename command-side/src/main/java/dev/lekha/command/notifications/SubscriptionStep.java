package dev.lekha.command.notifications;

import dev.lekha.command.Decision;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.notifications.SubscriptionId;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** A command that depends on nothing but where one subscription stands. */
interface SubscriptionStep extends Decision<Subscription> {
    SubscriptionId subscription();

    @Override
    default EventCriteria boundary() {
        return Subscription.boundary(subscription());
    }

    @Override
    default Subscription initial() {
        return new Subscription.Absent();
    }

    @Override
    default Subscription evolve(Subscription state, DomainEvent event) {
        return state.evolve(event);
    }
}
