package dev.lekha.command.notifications;

import static dev.lekha.command.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.CredentialId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.notifications.Channel;
import dev.lekha.kernel.notifications.EventFilter;
import dev.lekha.kernel.notifications.NotificationEvent.NotificationDead;
import dev.lekha.kernel.notifications.NotificationEvent.NotificationDelivered;
import dev.lekha.kernel.notifications.NotificationEvent.RedeliveryRequested;
import dev.lekha.kernel.notifications.NotificationEvent.SecretShown;
import dev.lekha.kernel.notifications.NotificationEvent.Subscribed;
import dev.lekha.kernel.notifications.NotificationEvent.SubscriptionEnded;
import dev.lekha.kernel.notifications.SubscriptionId;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialIssued;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialRevoked;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {
    private static final SubscriptionId ID = new SubscriptionId("new-apps");
    private static final EventFilter FILTER =
            new EventFilter(List.of("registration.ApplicationEntityRegistered"), List.of());
    private static final String URL = "https://heat.example/hook?a=b";
    private static final Caller HEAT = caller("heat", Role.APPLICATION);
    private static final Caller POWER = caller("power", Role.APPLICATION);
    private static final Caller OPERATOR = caller("anna", Role.OPERATOR);
    private static final Subscribed SUBSCRIBED = subscribed(ID, "heat", Role.APPLICATION);
    private static final SubscriptionEnded ENDED =
            new SubscriptionEnded(ID, "heat", "unsubscribed");
    private static final NotificationDead DEAD =
            new NotificationDead(ID, "e-7", 7, 0, 1, "status-404", "no");
    private static final RedeliveryRequested AGAIN = new RedeliveryRequested(ID, "e-7", 7);

    private static Caller caller(String name, Role role) {
        return new Caller(name, "default", Set.of(role), Set.of());
    }

    private static Subscribed subscribed(SubscriptionId id, String subscriber, Role role) {
        return new Subscribed(
                id,
                subscriber,
                "default",
                new TreeSet<>(Set.of(role)),
                new TreeSet<>(),
                FILTER,
                Channel.WEBHOOK,
                URL,
                "");
    }

    private static Subscribe subscribe(String subscriber, Caller caller) {
        return new Subscribe(ID, FILTER, Channel.WEBHOOK, URL, "", subscriber, caller);
    }

    private static CredentialIssued issued(String id, String principal, Role role) {
        return new CredentialIssued(
                new CredentialId(id),
                principal,
                new TreeSet<>(Set.of(role)),
                new TreeSet<>(),
                "",
                SecretDigest.of("a-secret-of-twenty-letters"));
    }

    @Test
    @Requirement({"4.34", "5.2.10"})
    void a_principal_subscribes_for_itself_once_and_an_operator_for_others() {
        given().when(subscribe("", HEAT)).thenEvents(SUBSCRIBED);
        given(SUBSCRIBED).when(subscribe("", HEAT)).thenNothing();
        given(SUBSCRIBED).when(subscribe("", POWER)).thenRefused("subscription-taken");
        given(SUBSCRIBED, ENDED).when(subscribe("", HEAT)).thenRefused("subscription-taken");
        given(issued("heat", "heat", Role.APPLICATION))
                .when(subscribe("heat", OPERATOR))
                .thenEvents(SUBSCRIBED);
        given(
                        issued("heat", "heat", Role.APPLICATION),
                        new CredentialRevoked(new CredentialId("heat"), "heat", ""))
                .when(subscribe("heat", OPERATOR))
                .thenRefused("subscriber-unknown");
        assertThat(subscribe("heat", POWER).permits(POWER)).isFalse();
        assertThat(subscribe("heat", HEAT).permits(HEAT)).isTrue();
    }

    @Test
    void a_subscriber_has_a_hundred_open_subscriptions_at_most() {
        var history = new ArrayList<DomainEvent>();
        for (var number = 0; number < 100; number++) {
            history.add(subscribed(new SubscriptionId("s-" + number), "heat", Role.APPLICATION));
        }
        given(history).when(subscribe("", HEAT)).thenRefused("too-many-subscriptions");
        given(history).when(subscribe("", POWER)).events();
        history.add(new SubscriptionEnded(new SubscriptionId("s-3"), "heat", "unsubscribed"));
        given(history).when(subscribe("", HEAT)).thenEvents(SUBSCRIBED);
    }

    @Test
    void what_cannot_be_meant_is_refused_at_once() {
        for (var url : List.of("", "ftp://a/b", "https://u:p@a/", "https://a/#x", "https://a b/")) {
            assertThatIllegalArgumentException()
                    .as(url)
                    .isThrownBy(
                            () -> new Subscribe(ID, FILTER, Channel.WEBHOOK, url, "", "", HEAT));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Subscribe(ID, FILTER, Channel.MQTT, URL, "", "", HEAT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Subscribe(ID, FILTER, Channel.MQTT, "", "-1", "", HEAT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventFilter(List.of(), List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventFilter(List.of("everything"), List.of()));
        assertThatIllegalArgumentException()
                .as("it would never end")
                .isThrownBy(() ->
                        new EventFilter(List.of("notifications.NotificationDelivered"), List.of()));
    }

    @Test
    void the_subscriber_or_an_operator_ends_it() {
        given(SUBSCRIBED).when(new Unsubscribe(ID, HEAT)).thenEvents(ENDED);
        given(SUBSCRIBED).when(new Unsubscribe(ID, OPERATOR)).thenEvents(ENDED);
        given(SUBSCRIBED).when(new Unsubscribe(ID, POWER)).thenRefused("not-the-subscriber");
        given(SUBSCRIBED, ENDED).when(new Unsubscribe(ID, HEAT)).thenNothing();
        given().when(new Unsubscribe(ID, HEAT)).thenRefused("subscription-unknown");
    }

    @Test
    void the_secret_is_shown_once_and_to_its_subscriber_alone() {
        given(SUBSCRIBED).when(new ShowSecret(ID, HEAT)).thenEvents(new SecretShown(ID));
        given(SUBSCRIBED, new SecretShown(ID))
                .when(new ShowSecret(ID, HEAT))
                .thenRefused("secret-shown");
        given(SUBSCRIBED).when(new ShowSecret(ID, OPERATOR)).thenRefused("not-the-subscriber");
        given(SUBSCRIBED, ENDED).when(new ShowSecret(ID, HEAT)).thenRefused("subscription-ended");
    }

    @Test
    @Requirement("4.34")
    void a_delivery_is_recorded_once_for_each_subscription_and_event() {
        var record = new RecordDelivery(ID, "e-7", 7, 0, 2);
        var delivered = new NotificationDelivered(ID, "e-7", 7, 0, 2);
        given(SUBSCRIBED).when(record).thenEvents(delivered);
        given(SUBSCRIBED, delivered).when(record).thenNothing();
        given(SUBSCRIBED, new NotificationDelivered(ID, "e-6", 6, 0, 1))
                .when(record)
                .thenEvents(delivered);
        given(SUBSCRIBED, DEAD).when(record).thenNothing();
        given(SUBSCRIBED, delivered)
                .when(new RecordDeadLetter(ID, "e-7", 7, 0, 1, "status-404", "no"))
                .thenNothing();
        given().when(record).thenRefused("subscription-unknown");
    }

    @Test
    void a_dead_letter_is_asked_for_again_by_its_subscriber_and_then_settled_once() {
        given(SUBSCRIBED, DEAD).when(new Redeliver(ID, 7, HEAT)).thenEvents(AGAIN);
        given(SUBSCRIBED, DEAD, AGAIN).when(new Redeliver(ID, 7, HEAT)).thenNothing();
        given(SUBSCRIBED, DEAD).when(new Redeliver(ID, 7, POWER)).thenRefused("not-the-subscriber");
        given(SUBSCRIBED, DEAD).when(new Redeliver(ID, 8, HEAT)).thenRefused("letter-unknown");
        given(SUBSCRIBED, DEAD, ENDED)
                .when(new Redeliver(ID, 7, HEAT))
                .thenRefused("subscription-ended");
        var delivered = new NotificationDelivered(ID, "e-7", 7, 20, 1);
        given(SUBSCRIBED, DEAD, AGAIN)
                .when(new RecordDelivery(ID, "e-7", 7, 20, 1))
                .thenEvents(delivered);
        given(SUBSCRIBED, DEAD, AGAIN, delivered)
                .when(new RecordDelivery(ID, "e-7", 7, 20, 1))
                .thenNothing();
    }

    @Test
    void an_endpoint_that_is_gone_ends_the_subscription_with_its_letter() {
        given(SUBSCRIBED)
                .when(new RecordDeadLetter(ID, "e-7", 7, 0, 1, "gone", "410"))
                .thenEvents(
                        new NotificationDead(ID, "e-7", 7, 0, 1, "gone", "410"),
                        new SubscriptionEnded(ID, "heat", "gone"));
    }

    @Test
    @Requirement("4.34")
    void a_subscription_ends_with_the_last_credential_that_gives_its_roles() {
        var first = issued("heat", "heat", Role.APPLICATION);
        var second = issued("heat-2", "heat", Role.APPLICATION);
        var billing = issued("heat-3", "heat", Role.BILLING);
        var revoked = new CredentialRevoked(new CredentialId("heat"), "heat", "");
        given(first, SUBSCRIBED, second, revoked).when(new EndSubscriptions("heat")).thenNothing();
        given(first, SUBSCRIBED, billing, revoked)
                .when(new EndSubscriptions("heat"))
                .thenEvents(new SubscriptionEnded(ID, "heat", "credentials-revoked"));
    }
}
