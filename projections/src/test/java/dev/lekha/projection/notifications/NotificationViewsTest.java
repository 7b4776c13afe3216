package dev.lekha.projection.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.notifications.Channel;
import dev.lekha.kernel.notifications.EventFilter;
import dev.lekha.kernel.notifications.NotificationEvent.NotificationDead;
import dev.lekha.kernel.notifications.NotificationEvent.NotificationDelivered;
import dev.lekha.kernel.notifications.NotificationEvent.RedeliveryRequested;
import dev.lekha.kernel.notifications.NotificationEvent.Subscribed;
import dev.lekha.kernel.notifications.NotificationEvent.SubscriptionEnded;
import dev.lekha.kernel.notifications.SubscriptionId;
import dev.lekha.projection.Projection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NotificationViewsTest {
    private static final SubscriptionId ID = new SubscriptionId("apps");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final NotificationDelivered DELIVERED =
            new NotificationDelivered(ID, "e-40", 40, 0, 1);
    private static final NotificationDead DEAD =
            new NotificationDead(ID, "e-42", 42, 0, 3, "status-404", "no");
    private static final RedeliveryRequested AGAIN = new RedeliveryRequested(ID, "e-42", 42);

    private static Subscribed subscribed(String after) {
        return new Subscribed(
                ID,
                "heat",
                "default",
                new TreeSet<>(Set.of(Role.APPLICATION)),
                new TreeSet<>(),
                new EventFilter(List.of("a.B"), List.of()),
                Channel.MQTT,
                "",
                after);
    }

    /** The row of that key after the events, which stand at the positions from 101 on. */
    private static <R extends Record> Optional<R> fold(
            Projection<R> view, String key, DomainEvent... events) {
        Optional<R> row = Optional.empty();
        long position = 100;
        for (var event : events) {
            var fact = new Fact(++position, "id-" + position, NOON, "heat", "default", event);
            if (view.keys(fact).contains(key)) {
                row = view.apply(key, row, fact);
            }
        }
        return row;
    }

    private static Subscriptions.Subscription row(DomainEvent... events) {
        return fold(new Subscriptions(), "apps", events).orElseThrow();
    }

    @Test
    void a_subscription_begins_behind_itself_or_behind_the_position_that_it_names() {
        assertThat(row(subscribed("")).settled()).isEqualTo(101);
        assertThat(row(subscribed("7")).settled()).isEqualTo(7);
    }

    @Test
    void it_tells_how_far_deliveries_have_come_and_what_became_of_them() {
        var settled = row(subscribed("7"), DELIVERED, DEAD);
        assertThat(settled.settled()).isEqualTo(42);
        assertThat(settled.delivered()).isEqualTo(1);
        assertThat(settled.dead()).isEqualTo(1);
        assertThat(row(subscribed("7"), new SubscriptionEnded(ID, "heat", "gone")).state())
                .isEqualTo("gone");
    }

    @Test
    void a_redelivery_moves_its_own_position_and_not_that_of_the_others() {
        var again =
                row(
                        subscribed("7"),
                        DEAD,
                        new NotificationDelivered(ID, "e-50", 50, 0, 1),
                        AGAIN,
                        new NotificationDelivered(ID, "e-42", 42, 104, 1));
        assertThat(again.settled()).isEqualTo(50);
        assertThat(again.request()).isEqualTo(104);
        assertThat(again.delivered()).isEqualTo(2);
        assertThat(again.dead()).isZero();
    }

    @Test
    void a_dead_letter_stays_until_it_is_delivered_after_all() {
        var key = "apps~0000000000000000042";
        var letters = new DeadLetters();
        assertThat(fold(letters, key, DEAD)).map(DeadLetters.Letter::state).hasValue("dead");
        assertThat(fold(letters, key, DEAD, AGAIN))
                .map(DeadLetters.Letter::state)
                .hasValue("redelivering");
        assertThat(fold(letters, key, DEAD, AGAIN, DEAD))
                .map(DeadLetters.Letter::state)
                .hasValue("dead");
        assertThat(
                        fold(
                                letters,
                                key,
                                DEAD,
                                AGAIN,
                                new NotificationDelivered(ID, "e-42", 42, 103, 1)))
                .isEmpty();
    }
}
