package dev.lekha.command.notifications;

import static dev.lekha.command.Verdict.accept;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.lekha.command.CommandCatalogue;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.notifications.NotificationEvent.SubscriptionEnded;
import dev.lekha.kernel.notifications.SubscriptionId;
import org.axonframework.messaging.commandhandling.annotation.Command;

/** Ends a subscription; its id does not come again. */
@Command(namespace = "notifications", name = "Unsubscribe")
@AllowedTo({Role.OPERATOR, Role.APPLICATION, Role.NODE, Role.BILLING, Role.AUDITOR})
public record Unsubscribe(
        SubscriptionId subscription,
        @JacksonInject(value = CommandCatalogue.CALLER, useInput = OptBoolean.FALSE) Caller caller)
        implements SubscriptionStep {
    @Override
    public Verdict decide(Subscription state) {
        return switch (state) {
            case Subscription.Absent() -> Subscription.unknown(subscription);
            case Subscription.Ended(var asked) ->
                    Subscription.notTheirs(caller, asked).orElseGet(() -> accept());
            case Subscription.Open(var asked, _) ->
                    Subscription.notTheirs(caller, asked)
                            .orElseGet(() ->
                                    accept(
                                            new SubscriptionEnded(
                                                    subscription,
                                                    asked.subscriber(),
                                                    "unsubscribed")));
        };
    }
}
