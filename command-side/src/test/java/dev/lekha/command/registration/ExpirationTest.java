package dev.lekha.command.registration;

import static dev.lekha.command.Scenario.given;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.CredentialId;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialIssued;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialRevoked;
import dev.lekha.kernel.registration.RegistrationEvent.ExpirationSet;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpirationTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant ONE = Instant.parse("2026-11-23T13:00:00Z");
    private static final NodeId METER = new NodeId("meter-1");
    private static final NodeRegistered REGISTERED =
            new NodeRegistered(METER, NodeKind.DEVICE, "", "", "");
    private static final CredentialId KEY = new CredentialId("meter-1");
    private static final CredentialIssued ISSUED =
            new CredentialIssued(
                    KEY,
                    "meter-1",
                    new TreeSet<>(Set.of(Role.NODE)),
                    new TreeSet<>(),
                    "",
                    SecretDigest.of("a-secret-of-twenty-letters"));

    private static RegisterNode registering(String lifetime) {
        return new RegisterNode(
                METER, NodeKind.DEVICE, "", "", "", SecretDigest.NONE, lifetime, NOON);
    }

    @Test
    void a_registration_with_a_lifetime_says_when_it_ends() {
        given().when(registering("PT1H")).thenEvents(REGISTERED, new ExpirationSet(METER, ONE));
    }

    @Test
    void a_renewal_counts_from_when_it_came() {
        given(REGISTERED, new ExpirationSet(METER, NOON.plusSeconds(1)))
                .when(new RenewRegistration(METER, "PT1H", NOON, Caller.PLATFORM))
                .thenEvents(new ExpirationSet(METER, ONE));
    }

    @Test
    void nobody_is_renewed_who_is_not_there() {
        given(REGISTERED, new NodeDeregistered(METER, "expired"))
                .when(new RenewRegistration(METER, "PT1H", NOON, Caller.PLATFORM))
                .thenRefused("node-unknown");
    }

    @Test
    void a_node_renews_itself_and_no_other() {
        given(REGISTERED)
                .when(new RenewRegistration(METER, "PT1H", NOON, node("meter-1")))
                .thenEvents(new ExpirationSet(METER, ONE));
        given(REGISTERED)
                .when(new RenewRegistration(METER, "PT1H", NOON, node("meter-2")))
                .thenRefused("not-the-reporter");
    }

    private static Caller node(String name) {
        return new Caller(name, "default", Set.of(Role.NODE), Set.of());
    }

    @Test
    void what_has_expired_is_taken_out_with_its_credentials() {
        given(REGISTERED, ISSUED, new ExpirationSet(METER, ONE))
                .when(new ExpireRegistration(METER, ONE, ONE))
                .thenEvents(
                        new NodeDeregistered(METER, "expired"),
                        new CredentialRevoked(KEY, "meter-1", "deregistered"));
    }

    @Test
    void before_its_time_nothing_expires() {
        given(REGISTERED, new ExpirationSet(METER, ONE))
                .when(new ExpireRegistration(METER, ONE, ONE.minusMillis(1)))
                .thenRefused("not-due");
    }

    @Test
    void what_was_renewed_meanwhile_or_has_left_stays_as_it_is() {
        var due = new ExpireRegistration(METER, NOON, ONE);
        given(REGISTERED, new ExpirationSet(METER, NOON), new ExpirationSet(METER, ONE))
                .when(due)
                .thenEvents();
        given(REGISTERED, new ExpirationSet(METER, NOON), new NodeDeregistered(METER, "sold"))
                .when(due)
                .thenEvents();
        given(
                        REGISTERED,
                        new ExpirationSet(METER, NOON),
                        new NodeDeregistered(METER, "sold"),
                        REGISTERED)
                .when(due)
                .thenEvents();
    }

    @ParameterizedTest
    @ValueSource(strings = {"an hour", "3600", "PT0S", "-PT1H", "P100000D"})
    void a_lifetime_that_is_none_is_refused(String lifetime) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> registering(lifetime))
                .withMessageContaining("a lifetime is");
    }
}
