package dev.lekha.command.access;

import static dev.lekha.command.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.access.AccessEvent.AccessGranted;
import dev.lekha.kernel.access.AccessEvent.AccessRevoked;
import dev.lekha.kernel.access.AccessEvent.ApplicationRestricted;
import dev.lekha.kernel.access.AccessEvent.ApplicationTrustGranted;
import dev.lekha.kernel.access.AccessEvent.ApplicationTrustRevoked;
import dev.lekha.kernel.access.AccessEvent.ApplicationUnrestricted;
import dev.lekha.kernel.access.Action;
import dev.lekha.kernel.access.GrantId;
import dev.lekha.kernel.access.Scope;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PermissionsTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String ONE = "2026-11-23T13:00:00Z";
    private static final ApplicationEntityId APP = new ApplicationEntityId("app");
    private static final GrantId GRANT = new GrantId("g1");
    private static final Scope PUMP = new Scope("node:pump");
    private static final AccessGranted GIVEN =
            new AccessGranted(APP, GRANT, actions("registration/BindName"), PUMP, ONE);
    private static final ApplicationTrustGranted TRUSTED =
            new ApplicationTrustGranted(APP, new TreeSet<>(List.of("registration")), ONE);

    private static SortedSet<Action> actions(String... actions) {
        var set = new TreeSet<Action>();
        List.of(actions).forEach(action -> set.add(new Action(action)));
        return set;
    }

    private static GrantAccess grant(String lifetime) {
        return new GrantAccess(APP, GRANT, actions("registration/BindName"), PUMP, lifetime, NOON);
    }

    @Test
    void a_grant_has_an_id_that_is_used_once_and_an_end() {
        given().when(grant("PT1H")).thenEvents(GIVEN);
        given().when(grant(""))
                .thenEvents(
                        new AccessGranted(APP, GRANT, actions("registration/BindName"), PUMP, ""));
        given(GIVEN).when(grant("PT1H")).thenRefused("grant-taken");
        given(GIVEN, new AccessRevoked(APP, GRANT, "over"))
                .when(grant("PT1H"))
                .thenRefused("grant-taken");
    }

    @Test
    void a_grant_is_taken_back_once() {
        var revoked = new AccessRevoked(APP, GRANT, "over");
        given(GIVEN).when(new RevokeAccess(APP, GRANT, "over")).thenEvents(revoked);
        given(GIVEN, revoked).when(new RevokeAccess(APP, GRANT, "again")).thenNothing();
        given().when(new RevokeAccess(APP, GRANT, "over")).thenRefused("grant-unknown");
    }

    @Test
    void a_grant_ends_by_itself_when_its_time_has_come_and_not_before() {
        var noon = new EndAccess(APP, GRANT, ONE, NOON);
        given(GIVEN).when(noon).thenRefused("not-due");
        var due = new EndAccess(APP, GRANT, ONE, Instant.parse(ONE));
        given(GIVEN).when(due).thenEvents(new AccessRevoked(APP, GRANT, "ended"));
        given(GIVEN, new AccessRevoked(APP, GRANT, "over")).when(due).thenNothing();
    }

    @Test
    void trust_given_again_takes_the_place_of_the_first_and_is_taken_back_once() {
        var capabilities = new TreeSet<>(List.of("registration"));
        given().when(new TrustApplication(APP, capabilities, "PT1H", NOON)).thenEvents(TRUSTED);
        var lasting = new ApplicationTrustGranted(APP, capabilities, "");
        given(TRUSTED).when(new TrustApplication(APP, capabilities, "", NOON)).thenEvents(lasting);
        var due = new EndTrust(APP, ONE, Instant.parse(ONE));
        given(TRUSTED, lasting).when(due).thenNothing();
        given(TRUSTED).when(due).thenEvents(new ApplicationTrustRevoked(APP, "ended"));
        given(TRUSTED).when(new EndTrust(APP, ONE, NOON)).thenRefused("not-due");
        var revoked = new ApplicationTrustRevoked(APP, "");
        given(TRUSTED).when(new DistrustApplication(APP, "")).thenEvents(revoked);
        given(TRUSTED, revoked).when(new DistrustApplication(APP, "")).thenNothing();
    }

    @Test
    void a_restriction_is_said_once_and_taken_back() {
        var restricted = new ApplicationRestricted(APP);
        given().when(new RestrictApplication(APP)).thenEvents(restricted);
        given(restricted).when(new RestrictApplication(APP)).thenNothing();
        given(restricted)
                .when(new UnrestrictApplication(APP))
                .thenEvents(new ApplicationUnrestricted(APP));
        given().when(new UnrestrictApplication(APP)).thenNothing();
    }

    @Test
    void what_cannot_be_meant_is_refused() {
        for (var action :
                List.of("*", "registration", "registration/", "/x", "views/a b", "r/*x")) {
            assertThatThrownBy(() -> new Action(action))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (var scope : List.of("", "all", "node:", "group:a b", "application:x")) {
            assertThatThrownBy(() -> new Scope(scope)).isInstanceOf(IllegalArgumentException.class);
        }
        for (var lifetime : List.of("PT0S", "tomorrow", "-PT1H", "P200Y")) {
            assertThatThrownBy(() -> grant(lifetime)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_capability_covers_its_commands_and_nothing_whose_name_begins_alike() {
        var all = new Action("registration/*");
        assertThat(all.covers(Action.command("registration", "BindName"))).isTrue();
        assertThat(all.covers(Action.command("registrations", "BindName"))).isFalse();
        assertThat(new Action("views/nodes").covers(Action.view("nodes"))).isTrue();
        assertThat(new Action("views/nodes").covers(Action.view("nodes-else"))).isFalse();
        assertThat(Action.view("nodes").covers(new Action("views/*"))).isFalse();
    }
}
