package dev.lekha.edge.notifications;

import dev.lekha.edge.CloudEvent;
import dev.lekha.edge.Parties;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.notifications.Audience;
import dev.lekha.kernel.notifications.Channel;
import dev.lekha.kernel.notifications.NotificationEvent.Subscribed;
import dev.lekha.kernel.notifications.Recording;
import java.util.Map;

/**
 * What all couriers share.
 *
 * @param senders by the channels that this process serves
 * @param room for deliveries under way at the same time
 */
record Deliveries(
        NotificationSettings settings,
        Log log,
        Parties parties,
        Audience audience,
        Progress progress,
        Map<Channel, Sender> senders,
        Recording recording,
        BackOff backOff,
        NotificationMeters meters,
        Room room) {

    boolean mayHear(Subscribed subscription, long position) {
        var subscriber =
                new Caller(
                        subscription.subscriber(),
                        subscription.tenant(),
                        subscription.roles(),
                        subscription.scopes());
        return audience.mayHear(subscriber, event(position));
    }

    /** The event is read for the attempt and not kept between two. */
    Attempt attempt(Subscribed subscription, long position) throws InterruptedException {
        var sender = senders.get(subscription.channel());
        if (sender == null) {
            return Attempt.failed("channel-missing", "this process does not serve the channel");
        }
        try (var _ = room.enter(subscription.tenant() + "/" + subscription.subscriber())) {
            var event = event(position);
            var body =
                    CloudEvent.of(
                                    event,
                                    parties.entity(event),
                                    settings.source(),
                                    settings.schemas())
                            .json();
            return sender.send(new Notification(subscription, event.id(), body));
        }
    }

    private Log.Stored event(long position) {
        return log.at(position)
                .orElseThrow(() -> new IllegalStateException("there is no event at " + position));
    }
}
