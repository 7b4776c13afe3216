package dev.lekha.command.registration;

import static dev.lekha.command.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.command.Decision;
import dev.lekha.command.Scenario;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.CredentialId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.Lifecycle.Step;
import dev.lekha.kernel.registration.LifecycleEvent.NodeBootstrapped;
import dev.lekha.kernel.registration.LifecycleEvent.NodeMarkedUnreachable;
import dev.lekha.kernel.registration.LifecycleEvent.NodeProvisioned;
import dev.lekha.kernel.registration.LifecycleEvent.NodeQuarantined;
import dev.lekha.kernel.registration.LifecycleEvent.NodeReleased;
import dev.lekha.kernel.registration.LifecycleEvent.NodeRetired;
import dev.lekha.kernel.registration.LifecycleEvent.SleepReported;
import dev.lekha.kernel.registration.LifecycleEvent.WakeReported;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRegistered;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRetired;
import dev.lekha.kernel.registration.RegistrationEvent.CredentialRevoked;
import dev.lekha.kernel.registration.RegistrationEvent.ExpirationSet;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.kernel.registration.ServiceEvent.ServiceDeregistered;
import dev.lekha.kernel.registration.ServiceEvent.ServiceRegistered;
import dev.lekha.kernel.registration.ServiceEvent.ServiceRetired;
import dev.lekha.kernel.registration.ServiceId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LivesTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final NodeId PUMP = new NodeId("pump-1");
    private static final SecretDigest SECRET = SecretDigest.of("a-secret-of-twenty-letters");
    private static final NodeProvisioned PROVISIONED =
            new NodeProvisioned(PUMP, NodeKind.DEVICE, "", "as planned");
    private static final NodeBootstrapped BOOTSTRAPPED =
            new NodeBootstrapped(PUMP, "coaps://core", "v1");
    private static final NodeRegistered REGISTERED =
            new NodeRegistered(PUMP, NodeKind.DEVICE, "", "", "");
    private static final ServiceId HEATING = new ServiceId("heating");
    private static final ApplicationEntityId APP = new ApplicationEntityId("app");

    @ParameterizedTest
    @EnumSource
    @Requirement("5.2.1")
    void each_command_does_in_each_state_what_the_table_says(Lifecycle state) {
        for (var step : Step.values()) {
            var answer = history(state).when(asking(step));
            var what = state + " " + step;
            switch (answer.verdict()) {
                case Verdict.Accepted(var events) when state.allows(step) ->
                        assertThat(after(events)).as(what).isEqualTo(Lifecycle.after(step));
                case Verdict.Accepted(var events) -> {
                    assertThat(state).as(what).isEqualTo(Lifecycle.after(step));
                    assertThat(events).as(what).isEmpty();
                }
                case Verdict.Denied(var code, var sentence) -> {
                    assertThat(state.allows(step)).as(what).isFalse();
                    assertThat(code)
                            .as(what)
                            .isIn("transition-refused", "name-taken", "node-unknown");
                    if (code.equals("transition-refused")) {
                        assertThat(sentence).contains("pump-1 is " + state.text());
                    }
                }
            }
        }
    }

    private static Lifecycle after(List<DomainEvent> events) {
        var state = Lifecycle.UNKNOWN;
        for (var event : events) {
            state = state.evolve(event);
        }
        return state;
    }

    private static Scenario history(Lifecycle state) {
        return switch (state) {
            case UNKNOWN -> given();
            case PROVISIONED -> given(PROVISIONED);
            case BOOTSTRAPPED ->
                    given(PROVISIONED, new NodeBootstrapped(PUMP, "coaps://core", "v0"));
            case REGISTERED -> given(REGISTERED);
            case SLEEPING -> given(REGISTERED, new SleepReported(PUMP, ""));
            case UNREACHABLE -> given(REGISTERED, new NodeMarkedUnreachable(PUMP, "lost"));
            case QUARANTINED -> given(REGISTERED, new NodeQuarantined(PUMP, "odd"));
            case DEREGISTERED -> given(REGISTERED, new NodeDeregistered(PUMP, "sold"));
            case RETIRED -> given(PROVISIONED, new NodeRetired(PUMP, "scrap"));
        };
    }

    private static Decision<?> asking(Step step) {
        return switch (step) {
            case PROVISION -> new ProvisionNode(PUMP, NodeKind.DEVICE, "", "");
            case BOOTSTRAP -> new BootstrapNode(PUMP, "coaps://core", "v1", SecretDigest.NONE);
            case REGISTER -> registering(SecretDigest.NONE, Caller.PLATFORM);
            case SLEEP -> new ReportSleep(PUMP, "", Caller.PLATFORM);
            case WAKE -> new ReportWake(PUMP, Caller.PLATFORM);
            case LOSE -> new MarkUnreachable(PUMP, "delivery-failed", "", NOON, Caller.PLATFORM);
            case QUARANTINE -> new QuarantineNode(PUMP, "odd");
            case RELEASE -> new ReleaseNode(PUMP, "", "", NOON);
            case DEREGISTER -> new DeregisterNode(PUMP, "");
            case RETIRE -> new RetireNode(PUMP, "");
        };
    }

    private static RegisterNode registering(SecretDigest secret, Caller caller) {
        return new RegisterNode(PUMP, NodeKind.DEVICE, "", "", "", secret, "", NOON, caller);
    }

    private static Caller node(String name) {
        return new Caller(name, "default", Set.of(Role.NODE), Set.of());
    }

    @Test
    void the_refusal_says_where_it_is_and_what_is_allowed() {
        given(REGISTERED, new NodeQuarantined(PUMP, "odd"))
                .when(new ReportSleep(PUMP, "", Caller.PLATFORM))
                .thenRefused("transition-refused");
        assertThat(
                        given(REGISTERED, new NodeQuarantined(PUMP, "odd"))
                                .when(new ReportSleep(PUMP, "", Caller.PLATFORM))
                                .verdict())
                .isEqualTo(
                        Verdict.refuse(
                                "transition-refused",
                                "pump-1 is quarantined: sleep is not allowed from there, but"
                                        + " release, retire."));
    }

    @Test
    @Requirement("5.2.6")
    void a_node_is_bootstrapped_once_with_each_configuration_and_registers_itself() {
        var bootstrap = new BootstrapNode(PUMP, "coaps://core", "v1", SECRET);
        var key = Credentials.ofNode(PUMP, SECRET);
        given(PROVISIONED).when(bootstrap).thenEvents(BOOTSTRAPPED, key);
        given(PROVISIONED, BOOTSTRAPPED, key).when(bootstrap).thenNothing();
        given(PROVISIONED, BOOTSTRAPPED, key)
                .when(new BootstrapNode(PUMP, "coaps://core", "v2", SecretDigest.NONE))
                .thenEvents(new NodeBootstrapped(PUMP, "coaps://core", "v2"));
        given(PROVISIONED, BOOTSTRAPPED, key)
                .when(registering(SecretDigest.NONE, node("pump-1")))
                .thenEvents(REGISTERED);
        given(PROVISIONED, BOOTSTRAPPED, key)
                .when(registering(SECRET, node("pump-1")))
                .thenRefused("credential-taken");
    }

    @Test
    void nobody_registers_itself_who_is_not_expected_as_what_it_is() {
        given().when(registering(SecretDigest.NONE, node("pump-1"))).thenRefused("not-provisioned");
        given(new NodeProvisioned(PUMP, NodeKind.GATEWAY, "", ""))
                .when(registering(SecretDigest.NONE, Caller.PLATFORM))
                .thenRefused("kind-mismatch");
        assertThat(registering(SecretDigest.NONE, node("pump-1")).permits(node("pump-1"))).isTrue();
        assertThat(registering(SecretDigest.NONE, node("pump-2")).permits(node("pump-2")))
                .isFalse();
    }

    @Test
    void a_held_node_neither_renews_nor_expires_and_its_release_may_set_a_new_term() {
        var held = new NodeQuarantined(PUMP, "odd");
        given(REGISTERED, new ExpirationSet(PUMP, NOON), held)
                .when(new ExpireRegistration(PUMP, NOON, NOON))
                .thenNothing();
        given(REGISTERED, held)
                .when(new RenewRegistration(PUMP, "PT1H", NOON, node("pump-1")))
                .thenRefused("quarantined");
        given(REGISTERED, held)
                .when(new ReleaseNode(PUMP, "mended", "PT1H", NOON))
                .thenEvents(
                        new NodeReleased(PUMP, "mended"),
                        new ExpirationSet(PUMP, NOON.plusSeconds(3600)));
    }

    @Test
    void who_retires_leaves_no_key_and_its_name_is_never_given_again() {
        given(REGISTERED, Credentials.ofNode(PUMP, SECRET))
                .when(new RetireNode(PUMP, "scrap"))
                .thenEvents(
                        new NodeDeregistered(PUMP, "scrap"),
                        new NodeRetired(PUMP, "scrap"),
                        new CredentialRevoked(
                                new CredentialId("pump-1"), "pump-1", "deregistered"));
        given(PROVISIONED, new NodeRetired(PUMP, "scrap"))
                .when(new RegisterApplicationEntity(new ApplicationEntityId("pump-1"), "", SECRET))
                .thenRefused("transition-refused");
    }

    @Test
    @Requirement("6.9")
    void a_gateway_tells_of_its_child_s_sleep_and_no_stranger_does() {
        var behind = new NodeRegistered(PUMP, NodeKind.DEVICE, "gw-1", "", "");
        given(behind)
                .when(new ReportSleep(PUMP, "2026-11-23T13:00:00Z", node("gw-1")))
                .thenEvents(new SleepReported(PUMP, "2026-11-23T13:00:00Z"));
        given(behind, new SleepReported(PUMP, ""))
                .when(new ReportWake(PUMP, node("gw-1")))
                .thenEvents(new WakeReported(PUMP, "wake"));
        given(behind).when(new ReportSleep(PUMP, "", node("gw-2"))).thenRefused("not-the-reporter");
    }

    @Test
    @Requirement("5.2.1")
    void a_service_is_offered_by_an_application_until_it_is_retired() {
        var app = new ApplicationEntityRegistered(APP, "");
        var offered = new ServiceRegistered(HEATING, APP, "warm");
        var offer = new RegisterService(HEATING, APP, "warm");
        given(app).when(offer).thenEvents(offered);
        given().when(offer).thenRefused("application-unknown");
        given(app, offered).when(offer).thenRefused("transition-refused");
        given(app, offered)
                .when(new DeregisterService(HEATING, "", Caller.PLATFORM))
                .thenEvents(new ServiceDeregistered(HEATING, ""));
        given(app, offered, new ServiceDeregistered(HEATING, "")).when(offer).thenEvents(offered);
        given(app, offered)
                .when(new RetireService(HEATING, "old"))
                .thenEvents(
                        new ServiceDeregistered(HEATING, "old"),
                        new ServiceRetired(HEATING, "old"));
        given(app, offered, new ServiceRetired(HEATING, "old"))
                .when(offer)
                .thenRefused("transition-refused");
        given().when(new RetireService(HEATING, "")).thenRefused("service-unknown");
        var other = new Caller("other", "default", Set.of(Role.APPLICATION), Set.of());
        given(app, offered)
                .when(new DeregisterService(HEATING, "", other))
                .thenRefused("not-the-provider");
        assertThat(offer.permits(other)).isFalse();
    }

    @Test
    void an_application_retires_for_good() {
        var app = new ApplicationEntityRegistered(APP, "");
        var gone = new ApplicationEntityDeregistered(APP, "");
        var retired = new ApplicationEntityRetired(APP, "");
        given(app).when(new RetireApplicationEntity(APP, "")).thenEvents(gone, retired);
        given(app, gone, retired)
                .when(new RegisterApplicationEntity(APP, "", SECRET))
                .thenRefused("transition-refused");
        given().when(new RetireApplicationEntity(APP, "")).thenRefused("application-unknown");
    }
}
