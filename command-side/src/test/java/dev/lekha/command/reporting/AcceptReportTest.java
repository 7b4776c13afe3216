package dev.lekha.command.reporting;

import static dev.lekha.command.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.evidence.Origin;
import dev.lekha.kernel.registration.GatewayEvent.NodeAttachedToGateway;
import dev.lekha.kernel.registration.GatewayEvent.NodeDetachedFromGateway;
import dev.lekha.kernel.registration.LifecycleEvent.NodeMarkedUnreachable;
import dev.lekha.kernel.registration.LifecycleEvent.NodeQuarantined;
import dev.lekha.kernel.registration.LifecycleEvent.NodeReleased;
import dev.lekha.kernel.registration.LifecycleEvent.SleepReported;
import dev.lekha.kernel.registration.LifecycleEvent.WakeReported;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.kernel.reporting.Reading;
import dev.lekha.kernel.reporting.ReportingEvent.ReportAccepted;
import dev.lekha.kernel.reporting.ReportingEvent.ReportDuplicateIgnored;
import dev.lekha.kernel.reporting.SenMlPack;
import dev.lekha.kernel.reporting.SenMlRecord;
import dev.lekha.kernel.reporting.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class AcceptReportTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final NodeId METER = new NodeId("meter-1");
    private static final Caller SELF =
            new Caller("meter-1", "default", Set.of(Role.NODE), Set.of());
    private static final NodeRegistered REGISTERED =
            new NodeRegistered(METER, NodeKind.DEVICE, "gateway-1", "", "");

    @Test
    @Requirement({"6.1", "6.7"})
    void an_unasked_report_of_a_registered_node_is_taken() {
        given(REGISTERED)
                .when(report("[{\"n\":\"energy\",\"u\":\"Wh\",\"v\":1500}]", SELF))
                .thenEvents(accepted(new Reading("energy", "Wh", NOW, number("1500"))));
    }

    @Test
    void the_same_report_is_taken_once_and_its_return_is_noted() {
        given(REGISTERED, accepted(new Reading("energy", "Wh", NOW, number("1500"))))
                .when(report("[{\"n\":\"energy\",\"u\":\"Wh\",\"v\":1500}]", SELF))
                .thenEvents(new ReportDuplicateIgnored(METER, new RequestId("r1"), "mqtt"));
    }

    @Test
    void a_node_that_is_not_registered_reports_nothing() {
        given().when(report("[{\"n\":\"energy\",\"v\":1}]", SELF)).thenRefused("node-unknown");
        given(REGISTERED, new NodeDeregistered(METER, ""))
                .when(report("[{\"n\":\"energy\",\"v\":1}]", SELF))
                .thenRefused("node-unknown");
    }

    @Test
    @Requirement("7.2")
    void a_gateway_reports_for_its_own_nodes_only() {
        given(REGISTERED)
                .when(report("[{\"n\":\"energy\",\"v\":1}]", node("gateway-1")))
                .thenEvents(accepted(new Reading("energy", "", NOW, number("1"))));
        given(REGISTERED)
                .when(report("[{\"n\":\"energy\",\"v\":1}]", node("gateway-2")))
                .thenRefused("not-the-reporter");
    }

    @Test
    @Requirement({"4.6", "7.2"})
    void a_child_that_has_moved_is_heard_through_its_new_gateway_alone() {
        var moved = new NodeAttachedToGateway(METER, new NodeId("gateway-2"));
        given(REGISTERED, moved)
                .when(report("[{\"n\":\"energy\",\"v\":1}]", node("gateway-2")))
                .thenEvents(accepted(new Reading("energy", "", NOW, number("1"))));
        given(REGISTERED, moved)
                .when(report("[{\"n\":\"energy\",\"v\":1}]", node("gateway-1")))
                .thenRefused("not-the-reporter");
        given(REGISTERED, moved, new NodeDetachedFromGateway(METER, new NodeId("gateway-2")))
                .when(report("[{\"n\":\"energy\",\"v\":1}]", node("gateway-2")))
                .thenRefused("not-the-reporter");
    }

    @Test
    @Requirement("6.9")
    void who_reports_is_awake_and_who_was_awake_is_not_woken() {
        var report = accepted(new Reading("energy", "", NOW, number("1")));
        var woken = new WakeReported(METER, "report");
        var asked = report("[{\"n\":\"energy\",\"v\":1}]", SELF);
        given(REGISTERED, new SleepReported(METER, "")).when(asked).thenEvents(report, woken);
        given(REGISTERED, new NodeMarkedUnreachable(METER, "delivery-failed"))
                .when(asked)
                .thenEvents(report, woken);
        given(REGISTERED, new SleepReported(METER, ""), woken).when(asked).thenEvents(report);
    }

    @Test
    @Requirement("5.1.5")
    void of_a_node_that_is_held_nothing_is_taken_until_it_is_released() {
        var held = new NodeQuarantined(METER, "odd traffic");
        given(REGISTERED, held)
                .when(report("[{\"n\":\"energy\",\"v\":1}]", SELF))
                .thenRefused("quarantined");
        given(REGISTERED, held, new NodeReleased(METER, ""))
                .when(report("[{\"n\":\"energy\",\"v\":1}]", SELF))
                .thenEvents(accepted(new Reading("energy", "", NOW, number("1"))));
    }

    @Test
    void base_values_apply_to_the_records_that_follow() {
        var readings =
                new SenMlPack(
                                List.of(
                                        record(
                                                "{\"bn\":\"meter-1:\",\"bt\":1763895600,\"bu\":\"A\",\"bv\":10,\"n\":\"l1\",\"v\":0.5}"),
                                        record("{\"n\":\"l2\",\"t\":-5,\"v\":1}"),
                                        record("{\"n\":\"door\",\"u\":\"\",\"vb\":true}")))
                        .resolve(METER, NOW);

        assertThat(readings)
                .containsExactly(
                        new Reading("l1", "A", Instant.ofEpochSecond(1763895600), number("10.5")),
                        new Reading("l2", "A", Instant.ofEpochSecond(1763895595), number("11")),
                        new Reading(
                                "door",
                                "",
                                Instant.ofEpochSecond(1763895600),
                                new Value.Flag(true)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{}]",
                "[{\"n\":\"energy\"}]",
                "[{\"v\":1}]",
                "[{\"n\":\"-energy\",\"v\":1}]",
                "[{\"n\":\"energy\",\"v\":\"1\"}]",
                "[{\"n\":\"energy\",\"v\":1,\"vs\":\"one\"}]",
                "[{\"n\":\"energy\",\"v\":1,\"new_\":1}]",
                "[{\"n\":\"energy\",\"v\":1e999}]",
                "[{\"n\":\"energy\",\"v\":1,\"t\":1e300}]",
                "[{\"n\":\"energy\",\"v\":1,\"t\":4102444800}]",
                "[{\"n\":\"energy\",\"v\":1,\"t\":500000000}]",
                "[{\"n\":\"energy\",\"v\":1,\"bver\":11}]",
                "{\"n\":\"energy\",\"v\":1}",
                "[1]",
                "[null]"
            })
    @Requirement("4.23")
    void what_cannot_be_meant_is_refused(String pack) {
        assertThatThrownBy(() -> report(pack, SELF))
                .isInstanceOfAny(IllegalArgumentException.class, JacksonException.class);
    }

    private static AcceptReport report(String pack, Caller caller) {
        return AcceptReport.of(
                METER,
                new RequestId("r1"),
                "mqtt",
                "",
                Json.MAPPER.readValue(pack, SenMlPack.class),
                Origin.UNSIGNED,
                NOW,
                caller,
                "");
    }

    private static SenMlRecord record(String json) {
        return Json.MAPPER.readValue(json, SenMlRecord.class);
    }

    private static ReportAccepted accepted(Reading... readings) {
        return new ReportAccepted(METER, new RequestId("r1"), "mqtt", "", List.of(readings));
    }

    private static Caller node(String name) {
        return new Caller(name, "default", Set.of(Role.NODE), Set.of());
    }

    private static Value.Numeric number(String decimal) {
        return new Value.Numeric(new BigDecimal(decimal));
    }
}
