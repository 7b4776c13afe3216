package dev.lekha.command.notifications;

import static dev.lekha.command.Verdict.accept;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.notifications.NotificationEvent.SubscriptionEnded;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Ends what a principal subscribed to in roles that none of its credentials has any more. */
@Command(namespace = "notifications", name = "EndSubscriptions")
@AllowedTo(Role.PLATFORM)
public record EndSubscriptions(String subscriber) implements Decision<Subscriber> {
    @Override
    public EventCriteria boundary() {
        return Subscriber.boundary(subscriber);
    }

    @Override
    public Subscriber initial() {
        return Subscriber.NEW;
    }

    @Override
    public Subscriber evolve(Subscriber state, DomainEvent event) {
        return state.evolve(event);
    }

    @Override
    public Verdict decide(Subscriber known) {
        var roles = known.roles();
        return accept(
                known.open().values().stream()
                        .filter(asked -> !roles.containsAll(asked.roles()))
                        .map(asked ->
                                new SubscriptionEnded(
                                        asked.subscription(), subscriber, "credentials-revoked"))
                        .toList());
    }
}
