package dev.lekha.command.notifications;

import static dev.lekha.command.Verdict.accept;

import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.notifications.NotificationEvent.NotificationDelivered;
import dev.lekha.kernel.notifications.SubscriptionId;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Keeps that a receiver has taken a notification, once, however often it was sent.
 *
 * @param event id of the event that it tells of, at {@code position}
 * @param request position of the request to deliver it again, or 0
 */
@Command(namespace = "notifications", name = "RecordDelivery")
@AllowedTo(Role.PLATFORM)
public record RecordDelivery(
        SubscriptionId subscription, String event, long position, long request, int attempts)
        implements Fate.Step {
    @Override
    public Verdict decide(Fate fate) {
        if (fate.subscription() instanceof Subscription.Absent) {
            return Subscription.unknown(subscription);
        }
        return fate.awaits(request)
                ? accept(
                        new NotificationDelivered(subscription, event, position, request, attempts))
                : accept();
    }
}
