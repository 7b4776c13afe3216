package dev.lekha.command.notifications;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.notifications.NotificationEvent.RedeliveryRequested;
import dev.lekha.kernel.notifications.SubscriptionId;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Asks for a dead letter to be delivered after all.
 *
 * @param position of the event that it tells of
 */
@Command(namespace = "notifications", name = "Redeliver")
@AllowedTo({Role.OPERATOR, Role.APPLICATION, Role.NODE, Role.BILLING, Role.AUDITOR})
public record Redeliver(
        SubscriptionId subscription,
        long position,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
        implements Fate.Step {
    @Override
    public Verdict decide(Fate fate) {
        return switch (fate.subscription()) {
            case Subscription.Absent() -> Subscription.unknown(subscription);
            case Subscription.Ended _ -> Subscription.ended(subscription);
            case Subscription.Open(var asked, _) ->
                    Subscription.notTheirs(caller, asked).orElseGet(() -> again(fate));
        };
    }

    private Verdict again(Fate fate) {
        return switch (fate.state()) {
            case OPEN, DELIVERED ->
                    refuse(
                            "letter-unknown",
                            "There is no dead letter of " + subscription + " at " + position + ".");
            case ASKED_FOR -> accept();
            case DEAD -> accept(new RedeliveryRequested(subscription, fate.event(), position));
        };
    }
}
