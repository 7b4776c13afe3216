package dev.lekha.command.registration;

import static dev.lekha.command.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.LifecycleEvent.NodeMarkedUnreachable;
import dev.lekha.kernel.registration.LifecycleEvent.NodeQuarantined;
import dev.lekha.kernel.registration.LifecycleEvent.NodeReleased;
import dev.lekha.kernel.registration.LifecycleEvent.SleepReported;
import dev.lekha.kernel.registration.LifecycleEvent.WakeReported;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.OutageEvent.OutageBegan;
import dev.lekha.kernel.registration.OutageEvent.OutageWithdrawn;
import dev.lekha.kernel.registration.OutageEvent.RestartReported;
import dev.lekha.kernel.registration.OutageEvent.ReturnOverdue;
import dev.lekha.kernel.registration.OutageEvent.ReturnedToService;
import dev.lekha.kernel.registration.OutageEvent.ServiceLevel;
import dev.lekha.kernel.registration.OutageEvent.ServiceLevelSet;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutagesTest {
    private static final NodeId PUMP = new NodeId("pump-1");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant QUARTER_PAST = NOON.plusSeconds(900);
    private static final Instant ONE = NOON.plusSeconds(3600);
    private static final NodeRegistered REGISTERED =
            new NodeRegistered(PUMP, NodeKind.DEVICE, "gw-1", "", "");
    private static final ServiceLevelSet PROMISED = new ServiceLevelSet(PUMP, "PT15M");
    private static final NodeMarkedUnreachable LOST = new NodeMarkedUnreachable(PUMP, "no-answer");
    private static final OutageBegan BEGAN =
            new OutageBegan(PUMP, "no-answer", NOON, QUARTER_PAST.toString());
    private static final ReturnOverdue OVERDUE = new ReturnOverdue(PUMP, NOON, QUARTER_PAST);
    private static final RestartReported RESTARTED = new RestartReported(PUMP, "power-failure");
    private static final WakeReported BY_RESTART = new WakeReported(PUMP, "restart");

    private static MarkUnreachable lost(Instant at, Caller caller) {
        return new MarkUnreachable(PUMP, "no-answer", "", at, caller);
    }

    private static ReportRestart restart(Instant at) {
        return new ReportRestart(PUMP, "power-failure", at, node("pump-1"));
    }

    private static FlagOverdueReturn due(Instant at) {
        return new FlagOverdueReturn(PUMP, NOON, QUARTER_PAST, at);
    }

    private static Caller node(String name) {
        return new Caller(name, "default", Set.of(Role.NODE), Set.of());
    }

    private static ReturnedToService returned(Instant end, ServiceLevel level, String evidence) {
        return new ReturnedToService(
                PUMP, NOON, end, end.toEpochMilli() - NOON.toEpochMilli(), level, evidence);
    }

    @Test
    @Requirement("4.28")
    void an_outage_begins_with_what_is_promised_for_it() {
        given(REGISTERED, PROMISED).when(lost(NOON, Caller.PLATFORM)).thenEvents(LOST, BEGAN);
        given(REGISTERED)
                .when(lost(NOON, Caller.PLATFORM))
                .thenEvents(LOST, new OutageBegan(PUMP, "no-answer", NOON, ""));
        given(REGISTERED, PROMISED, LOST, BEGAN).when(lost(ONE, Caller.PLATFORM)).thenNothing();
    }

    @Test
    void it_may_have_begun_before_it_was_noticed_but_not_later() {
        var noticed = new MarkUnreachable(PUMP, "no-answer", NOON.toString(), ONE, Caller.PLATFORM);
        given(REGISTERED, PROMISED).when(noticed).thenEvents(LOST, BEGAN);
        given(REGISTERED)
                .when(new MarkUnreachable(PUMP, "no-answer", ONE.toString(), NOON, Caller.PLATFORM))
                .thenRefused("since-in-future");
    }

    @Test
    void its_gateway_may_give_a_node_up_and_no_other_node_may() {
        given(REGISTERED, PROMISED).when(lost(NOON, node("gw-1"))).thenEvents(LOST, BEGAN);
        given(REGISTERED).when(lost(NOON, node("gw-2"))).thenRefused("not-the-gateway");
        given(REGISTERED).when(lost(NOON, node("pump-1"))).thenRefused("not-the-gateway");
    }

    @Test
    @Requirement("4.28")
    void a_restart_in_time_closes_the_outage() {
        given(REGISTERED, PROMISED, LOST, BEGAN)
                .when(restart(QUARTER_PAST))
                .thenEvents(
                        RESTARTED,
                        BY_RESTART,
                        returned(QUARTER_PAST, ServiceLevel.KEPT, "restart"));
    }

    @Test
    @Requirement("4.28")
    void a_restart_that_is_late_is_a_fault_said_once() {
        var late = returned(ONE, ServiceLevel.MISSED, "restart");
        given(REGISTERED, PROMISED, LOST, BEGAN)
                .when(restart(ONE))
                .thenEvents(RESTARTED, BY_RESTART, OVERDUE, late);
        given(REGISTERED, PROMISED, LOST, BEGAN, OVERDUE)
                .when(restart(ONE))
                .thenEvents(RESTARTED, BY_RESTART, late);
    }

    @Test
    void what_was_raised_as_late_stays_late_though_another_clock_is_behind() {
        given(REGISTERED, PROMISED, LOST, BEGAN, OVERDUE)
                .when(restart(NOON.minusSeconds(5)))
                .thenEvents(RESTARTED, BY_RESTART, returned(NOON, ServiceLevel.MISSED, "restart"));
    }

    @Test
    void without_a_promise_nothing_is_kept_and_nothing_missed() {
        given(REGISTERED, LOST, new OutageBegan(PUMP, "no-answer", NOON, ""))
                .when(restart(ONE))
                .thenEvents(RESTARTED, BY_RESTART, returned(ONE, ServiceLevel.NONE, "restart"));
    }

    @Test
    void who_was_not_missed_says_that_it_has_restarted_and_no_more() {
        given(REGISTERED).when(restart(NOON)).thenEvents(RESTARTED);
        given(REGISTERED, SLEEP).when(restart(NOON)).thenEvents(RESTARTED, BY_RESTART);
        given().when(restart(NOON)).thenRefused("node-unknown");
        given(REGISTERED, new NodeQuarantined(PUMP, "odd"))
                .when(restart(NOON))
                .thenRefused("quarantined");
    }

    private static final SleepReported SLEEP = new SleepReported(PUMP, "");

    @Test
    void a_gateway_tells_of_its_child_s_restart_and_no_stranger_does() {
        given(REGISTERED)
                .when(new ReportRestart(PUMP, "", NOON, node("gw-1")))
                .thenEvents(new RestartReported(PUMP, ""));
        given(REGISTERED)
                .when(new ReportRestart(PUMP, "", NOON, node("gw-2")))
                .thenRefused("not-the-reporter");
    }

    @Test
    @Requirement("4.28")
    void who_is_not_back_in_time_is_at_fault() {
        given(REGISTERED, PROMISED, LOST, BEGAN).when(due(QUARTER_PAST)).thenRefused("not-due");
        given(REGISTERED, PROMISED, LOST, BEGAN)
                .when(due(QUARTER_PAST.plusMillis(1)))
                .thenEvents(OVERDUE);
        given(REGISTERED, PROMISED, LOST, BEGAN, OVERDUE).when(due(ONE)).thenNothing();
        given(REGISTERED, LOST, BEGAN, returned(NOON, ServiceLevel.KEPT, "wake"))
                .when(due(ONE))
                .thenNothing();
        given(REGISTERED, LOST, BEGAN, new WakeReported(PUMP, "report"))
                .when(due(ONE))
                .thenNothing();
    }

    @Test
    @Requirement("4.28")
    void a_node_that_is_heard_is_back_from_when_it_was_heard() {
        var settle = new SettleOutage(PUMP, QUARTER_PAST, "report");
        given(REGISTERED, LOST, BEGAN, new WakeReported(PUMP, "report"))
                .when(settle)
                .thenEvents(returned(QUARTER_PAST, ServiceLevel.KEPT, "report"));
        given(REGISTERED, LOST, BEGAN).when(settle).thenNothing();
        given(REGISTERED, SLEEP, new WakeReported(PUMP, "report")).when(settle).thenNothing();
    }

    @Test
    void a_node_that_is_lost_again_before_its_return_was_noted_has_two_outages() {
        given(REGISTERED, PROMISED, LOST, BEGAN, new WakeReported(PUMP, "report"))
                .when(lost(ONE, Caller.PLATFORM))
                .thenEvents(
                        OVERDUE,
                        returned(ONE, ServiceLevel.MISSED, "no-answer"),
                        LOST,
                        new OutageBegan(PUMP, "no-answer", ONE, ONE.plusSeconds(900).toString()));
    }

    @Test
    void who_is_taken_out_of_service_is_not_awaited() {
        var withdrawn = new OutageWithdrawn(PUMP, NOON, "quarantined");
        var settle = new SettleOutage(PUMP, ONE, "quarantined");
        var held = new NodeQuarantined(PUMP, "odd");
        given(REGISTERED, LOST, BEGAN, held).when(settle).thenEvents(withdrawn);
        given(REGISTERED, LOST, BEGAN, held).when(due(ONE)).thenNothing();
        given(REGISTERED, LOST, BEGAN, held, withdrawn, new NodeReleased(PUMP, ""))
                .when(restart(ONE))
                .thenEvents(RESTARTED);
        given(REGISTERED, LOST, BEGAN, new NodeDeregistered(PUMP, "expired"))
                .when(new SettleOutage(PUMP, ONE, "deregistered"))
                .thenEvents(new OutageWithdrawn(PUMP, NOON, "deregistered"));
    }

    @Test
    void a_promise_is_for_the_next_outage_and_said_once() {
        given(REGISTERED).when(new SetServiceLevel(PUMP, "PT15M")).thenEvents(PROMISED);
        given(REGISTERED, PROMISED).when(new SetServiceLevel(PUMP, "PT15M")).thenNothing();
        given(REGISTERED, PROMISED)
                .when(new SetServiceLevel(PUMP, ""))
                .thenEvents(new ServiceLevelSet(PUMP, ""));
        given(REGISTERED, PROMISED, LOST, BEGAN, new ServiceLevelSet(PUMP, "PT2H"))
                .when(due(ONE))
                .thenEvents(OVERDUE);
        given().when(new SetServiceLevel(PUMP, "PT15M")).thenRefused("node-unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "PT0S", "-PT1H"})
    void a_promise_that_is_no_time_is_refused(String within) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new SetServiceLevel(PUMP, within));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wake", "report"})
    void whatever_it_was_heard_by_settles_its_outage(String evidence) {
        assertThat(new WhenNodeHeardOrGoneThenSettleOutage().react(fact(evidence)))
                .containsExactly(new SettleOutage(PUMP, NOON, evidence));
    }

    private static Fact fact(String evidence) {
        DomainEvent woke = new WakeReported(PUMP, evidence);
        return new Fact(1, "id", NOON, "pump-1", "default", woke);
    }
}
