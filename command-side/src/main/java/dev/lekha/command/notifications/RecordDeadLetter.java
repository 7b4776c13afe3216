package dev.lekha.command.notifications;

import static dev.lekha.command.Verdict.accept;

import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.notifications.NotificationEvent.NotificationDead;
import dev.lekha.kernel.notifications.NotificationEvent.SubscriptionEnded;
import dev.lekha.kernel.notifications.SubscriptionId;
import java.util.ArrayList;
import org.axonframework.messaging.commandhandling.annotation.Command;

/**
 * Sets a notification aside that cannot be delivered; where the endpoint is gone for good, the
 * subscription ends with it.
 *
 * @param reason a stable code; {@code gone} ends the subscription
 */
@Command(namespace = "notifications", name = "RecordDeadLetter")
@AllowedTo(Role.PLATFORM)
public record RecordDeadLetter(
        SubscriptionId subscription,
        String event,
        long position,
        long request,
        int attempts,
        String reason,
        @Omittable String detail)
        implements Fate.Step {
    /** What the endpoint answers when it wants to hear no more (410). */
    private static final String GONE = "gone";

    @Override
    public Verdict decide(Fate fate) {
        if (fate.subscription() instanceof Subscription.Absent) {
            return Subscription.unknown(subscription);
        }
        var events = new ArrayList<DomainEvent>();
        if (fate.awaits(request)) {
            events.add(
                    new NotificationDead(
                            subscription, event, position, request, attempts, reason, detail));
        }
        if (reason.equals(GONE) && fate.subscription() instanceof Subscription.Open(var asked, _)) {
            events.add(new SubscriptionEnded(subscription, asked.subscriber(), GONE));
        }
        return accept(events);
    }
}
