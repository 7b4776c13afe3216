package dev.lekha.edge.notifications;

import dev.lekha.edge.CloudEvent;
import dev.lekha.edge.mqtt.Publisher;
import dev.lekha.edge.mqtt.Topics;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.notifications.NotificationEvent.Subscribed;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Publishes a notification to the subscriber's own topic, at QoS 1. It is taken when the broker has
 * it for a client that is subscribed; where there is none, another time may find one.
 */
record MqttSender(Publisher broker, Duration timeout) implements Sender {
    @Override
    public Attempt send(Notification notification) throws InterruptedException {
        var topic = topic(notification.subscription());
        var published =
                broker.publish(
                        topic,
                        notification.body(),
                        CloudEvent.STRUCTURED,
                        notification.event(),
                        notification.id());
        try {
            return published.get(timeout.toNanos(), TimeUnit.NANOSECONDS)
                    ? new Attempt.Taken()
                    : Attempt.failed("nobody-listens", "no client is subscribed to " + topic);
        } catch (TimeoutException late) {
            return Attempt.failed("timed-out", "the broker has not taken it within " + timeout);
        } catch (ExecutionException failed) {
            return Attempt.failed("broker-failed", String.valueOf(failed.getCause()));
        }
    }

    /** {@code devices/{node}/notifications}, {@code applications/{actor}/notifications} else. */
    static String topic(Subscribed subscription) {
        var kind = subscription.roles().contains(Role.NODE) ? "devices/" : "applications/";
        return Topics.of(
                subscription.tenant(), kind + subscription.subscriber() + "/notifications");
    }
}
