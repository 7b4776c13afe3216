package dev.lekha.projection.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.registration.LifecycleEvent.NodeMarkedUnreachable;
import dev.lekha.kernel.registration.LifecycleEvent.SleepReported;
import dev.lekha.kernel.registration.LifecycleEvent.WakeReported;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.ExpirationSet;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.kernel.reporting.ReportingEvent.ReportAccepted;
import dev.lekha.projection.registration.Reachability.Reached;
import dev.lekha.projection.registration.Reachability.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReachabilityTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final NodeId PUMP = new NodeId("pump-1");
    private static final NodeRegistered REGISTERED =
            new NodeRegistered(PUMP, NodeKind.DEVICE, "", "", "");
    private static final ReportAccepted REPORT =
            new ReportAccepted(PUMP, new RequestId("r1"), "", "", List.of());

    private static Optional<Reached> fold(String actor, DomainEvent... events) {
        var view = new Reachability();
        Optional<Reached> row = Optional.empty();
        for (var at = 0; at < events.length; at++) {
            var fact = new Fact(at + 1, "id", NOON.plusSeconds(at), actor, "default", events[at]);
            assertThat(view.keys(fact)).containsExactly("pump-1");
            row = view.apply("pump-1", row, fact);
        }
        return row;
    }

    private static State state(String actor, DomainEvent... events) {
        return fold(actor, events).orElseThrow().state();
    }

    @Test
    @Requirement("6.9")
    void a_node_of_which_nothing_was_seen_is_unknown_and_not_offline() {
        assertThat(state("anna", REGISTERED)).isEqualTo(State.UNKNOWN);
        assertThat(state("anna", REGISTERED, new ExpirationSet(PUMP, NOON)))
                .isEqualTo(State.UNKNOWN);
        assertThat(state("pump-1", REGISTERED)).isEqualTo(State.REACHABLE);
    }

    @Test
    @Requirement("6.9")
    void each_piece_of_evidence_leads_to_its_state() {
        assertThat(state("anna", REGISTERED, REPORT)).isEqualTo(State.REACHABLE);
        assertThat(state("anna", REGISTERED, new SleepReported(PUMP, ""))).isEqualTo(State.ASLEEP);
        assertThat(state("anna", REGISTERED, new NodeMarkedUnreachable(PUMP, "lost")))
                .isEqualTo(State.UNREACHABLE);
        assertThat(
                        state(
                                "anna",
                                REGISTERED,
                                new NodeMarkedUnreachable(PUMP, "lost"),
                                new WakeReported(PUMP, "report")))
                .isEqualTo(State.REACHABLE);
        assertThat(state("pump-1", REGISTERED, new ExpirationSet(PUMP, NOON)))
                .isEqualTo(State.REACHABLE);
    }

    @Test
    void who_missed_its_term_is_unreachable_and_who_left_is_not_spoken_of() {
        assertThat(fold("platform", REGISTERED, REPORT, new NodeDeregistered(PUMP, "expired")))
                .hasValueSatisfying(row -> {
                    assertThat(row.state()).isEqualTo(State.UNREACHABLE);
                    assertThat(row.evidence()).isEqualTo("lifetime-missed");
                    assertThat(row.lastSeen()).isEqualTo("2026-11-23T12:00:01Z");
                });
        assertThat(fold("anna", REGISTERED, REPORT, new NodeDeregistered(PUMP, "sold"))).isEmpty();
    }

    @Test
    void a_state_lasts_from_its_first_evidence() {
        assertThat(fold("anna", REGISTERED, REPORT, REPORT))
                .hasValueSatisfying(row -> {
                    assertThat(row.since()).isEqualTo(NOON.plusSeconds(1));
                    assertThat(row.lastSeen()).isEqualTo("2026-11-23T12:00:02Z");
                });
    }

    @Test
    void a_sleeper_says_when_it_wakes() {
        assertThat(fold("anna", REGISTERED, new SleepReported(PUMP, "2026-11-23T13:00:00Z")))
                .map(Reached::wakesAt)
                .hasValue("2026-11-23T13:00:00Z");
    }
}
