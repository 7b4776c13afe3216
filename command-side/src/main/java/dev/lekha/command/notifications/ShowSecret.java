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
import dev.lekha.kernel.notifications.Channel;
import dev.lekha.kernel.notifications.NotificationEvent.SecretShown;
import dev.lekha.kernel.notifications.NotificationEvent.Subscribed;
import dev.lekha.kernel.notifications.SubscriptionId;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Notes that the secret of a webhook is shown, once and to its subscriber alone. The door that
 * shows it sends this first; sent by anybody else, it shows nothing.
 */
@Command(namespace = "notifications", name = "ShowSecret")
@AllowedTo({Role.OPERATOR, Role.APPLICATION, Role.NODE, Role.BILLING, Role.AUDITOR})
public record ShowSecret(
        SubscriptionId subscription,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
        implements SubscriptionStep {
    @Override
    public Verdict decide(Subscription state) {
        return switch (state) {
            case Subscription.Absent() -> Subscription.unknown(subscription);
            case Subscription.Ended _ -> Subscription.ended(subscription);
            case Subscription.Open(var asked, _) when !caller.actor().equals(asked.subscriber()) ->
                    refuse("not-the-subscriber", "The secret is " + asked.subscriber() + "'s.");
            case Subscription.Open(_, var shown) when shown ->
                    refuse(
                            "secret-shown",
                            "The secret was shown; whoever lost it subscribes anew.");
            case Subscription.Open(var asked, _) -> shown(asked);
        };
    }

    private Verdict shown(Subscribed asked) {
        return asked.channel() == Channel.WEBHOOK
                ? accept(new SecretShown(subscription))
                : refuse("not-a-webhook", "Only a webhook has a secret.");
    }
}
