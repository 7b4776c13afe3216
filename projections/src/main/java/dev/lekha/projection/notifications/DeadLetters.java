package dev.lekha.projection.notifications;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.notifications.NotificationEvent.NotificationDead;
import dev.lekha.kernel.notifications.NotificationEvent.NotificationDelivered;
import dev.lekha.kernel.notifications.NotificationEvent.RedeliveryRequested;
import dev.lekha.kernel.notifications.SubscriptionId;
import dev.lekha.projection.Interval;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;

/**
 * Notifications that could not be delivered; one that is delivered after all is gone. Key: {@code
 * subscription~position}, 19 digits.
 */
@View(
        name = "dead-letters",
        capability = "notifications",
        fields = {"subscription", "state", "reason", "position"},
        readers = {Role.OPERATOR, Role.AUDITOR},
        parties = "subscription",
        partiesIn = Subscriptions.NAME)
public final class DeadLetters implements Projection<DeadLetters.Letter> {
    /**
     * @param event id of the event that it tells of, at {@code position}
     * @param state {@code dead}, or {@code redelivering} where that was asked for
     * @param attempts of the last time
     */
    public record Letter(
            String subscription,
            String event,
            long position,
            String state,
            String reason,
            String detail,
            int attempts,
            String deadAt) {}

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case NotificationDead e -> List.of(key(e.subscription(), e.position()));
            case RedeliveryRequested e -> List.of(key(e.subscription(), e.position()));
            case NotificationDelivered e when e.request() > 0 ->
                    List.of(key(e.subscription(), e.position()));
            default -> List.of();
        };
    }

    private static String key(SubscriptionId subscription, long position) {
        return subscription + "~%019d".formatted(position);
    }

    @Override
    public Optional<Letter> apply(String key, Optional<Letter> row, Fact fact) {
        return switch (fact.event()) {
            case NotificationDead e ->
                    Optional.of(
                            new Letter(
                                    e.subscription().value(),
                                    e.event(),
                                    e.position(),
                                    "dead",
                                    e.reason(),
                                    e.detail(),
                                    e.attempts(),
                                    Interval.text(fact.recordedAt())));
            case RedeliveryRequested _ -> row.map(DeadLetters::again);
            default -> Optional.empty();
        };
    }

    private static Letter again(Letter one) {
        return new Letter(
                one.subscription,
                one.event,
                one.position,
                "redelivering",
                one.reason,
                one.detail,
                one.attempts,
                one.deadAt);
    }
}
