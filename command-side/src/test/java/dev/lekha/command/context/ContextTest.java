package dev.lekha.command.context;

import static dev.lekha.command.Scenario.given;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.context.ContextEvent.ContextReported;
import dev.lekha.kernel.context.ContextEvent.StaticInformationRecorded;
import dev.lekha.kernel.context.ContextSource;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.registration.LifecycleEvent.NodeProvisioned;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ContextTest {
    private static final NodeId PUMP = new NodeId("pump");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final NodeProvisioned THERE = new NodeProvisioned(PUMP, NodeKind.DEVICE, "", "");

    private static SortedMap<String, Quality> text(String name, String value) {
        return new TreeMap<>(Map.of(name, new Quality.Text(value)));
    }

    private static ReportContext report(Role role, String observedAt, String freshFor) {
        var caller = new Caller("pump", "default", Set.of(role), Set.of());
        return new ReportContext(
                PUMP, text("location", "hall-3"), observedAt, freshFor, NOON, caller);
    }

    @Test
    void each_version_of_what_a_node_is_stands_beside_those_before() {
        var first = new StaticInformationRecorded(PUMP, 1, text("model", "P1"));
        given(THERE).when(new RecordStaticInformation(PUMP, text("model", "P1"))).thenEvents(first);
        given(THERE, first)
                .when(new RecordStaticInformation(PUMP, text("model", "P1")))
                .thenNothing();
        given(THERE, first)
                .when(new RecordStaticInformation(PUMP, text("model", "P2")))
                .thenEvents(new StaticInformationRecorded(PUMP, 2, text("model", "P2")));
        given().when(new RecordStaticInformation(PUMP, text("model", "P1")))
                .thenRefused("node-unknown");
    }

    @Test
    @Requirement("5.2.3")
    void who_reports_is_the_source() {
        given(THERE)
                .when(report(Role.NODE, "", ""))
                .thenEvents(reported(ContextSource.DEVICE, NOON, ""));
        given(THERE)
                .when(report(Role.APPLICATION, "2026-11-23T11:00:00Z", "PT10M"))
                .thenEvents(
                        reported(
                                ContextSource.APPLICATION,
                                Instant.parse("2026-11-23T11:00:00Z"),
                                "2026-11-23T11:10:00Z"));
        given(THERE)
                .when(report(Role.OPERATOR, "2027-01-01T00:00:00Z", ""))
                .thenEvents(reported(ContextSource.NETWORK, NOON, ""));
        given(THERE, new NodeDeregistered(PUMP, ""))
                .when(report(Role.NODE, "", ""))
                .thenRefused("node-unknown");
    }

    @Test
    void a_time_that_cannot_be_read_is_refused() {
        assertThatThrownBy(() -> report(Role.NODE, "noon", ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> report(Role.NODE, "", "-PT1M"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ContextReported reported(ContextSource source, Instant at, String until) {
        return new ContextReported(PUMP, source, text("location", "hall-3"), at, until);
    }
}
