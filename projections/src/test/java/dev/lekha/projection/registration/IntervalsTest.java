package dev.lekha.projection.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.registration.EntityNameEvent.EntityNameBound;
import dev.lekha.kernel.registration.GatewayEvent.NodeAttachedToGateway;
import dev.lekha.kernel.registration.GatewayEvent.NodeDetachedFromGateway;
import dev.lekha.kernel.registration.Holder;
import dev.lekha.kernel.registration.LifecycleEvent.NodeQuarantined;
import dev.lekha.kernel.registration.LifecycleEvent.SleepReported;
import dev.lekha.kernel.registration.Name;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.NameBound;
import dev.lekha.kernel.registration.RegistrationEvent.NameReleased;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.projection.Interval;
import dev.lekha.projection.Projection;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IntervalsTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final NodeId PUMP = new NodeId("pump-1");
    private static final NodeId OTHER = new NodeId("pump-2");
    private static final Name DNS = new Name("dns:pump.example");

    /** Rows after these events, the n-th at position n and n seconds after noon. */
    private static <R extends Record> Map<String, R> fold(
            Projection<R> view, DomainEvent... events) {
        var rows = new TreeMap<String, R>();
        for (var at = 0; at < events.length; at++) {
            var fact =
                    new Fact(at + 1, "id", NOON.plusSeconds(at + 1), "anna", "default", events[at]);
            for (var key : view.keys(fact)) {
                var row = Optional.ofNullable(rows.get(key));
                rows.putAll(view.leaves(key, row, fact));
                view.apply(key, row, fact)
                        .ifPresentOrElse(next -> rows.put(key, next), () -> rows.remove(key));
            }
        }
        return rows;
    }

    private static String second(int number) {
        return "2026-11-23T12:00:%02d.000000Z".formatted(number);
    }

    @Test
    @Requirement("5.2.1")
    void a_life_is_a_row_for_each_state_without_gaps() {
        var rows =
                fold(
                        new Lifecycles(),
                        new NodeRegistered(PUMP, NodeKind.DEVICE, "", "", ""),
                        new SleepReported(PUMP, ""),
                        new NodeQuarantined(PUMP, "odd"));
        assertThat(rows.keySet())
                .containsExactly(
                        "node/pump-1",
                        "node/pump-1~0000000000000000001",
                        "node/pump-1~0000000000000000002");
        assertThat(rows.get("node/pump-1~0000000000000000002"))
                .isEqualTo(
                        new Lifecycles.Stage(
                                "node",
                                "pump-1",
                                "sleeping",
                                "registration.SleepReported",
                                "",
                                "anna",
                                second(2),
                                second(3),
                                2,
                                3));
        assertThat(rows.get("node/pump-1"))
                .isEqualTo(
                        new Lifecycles.Stage(
                                "node",
                                "pump-1",
                                "quarantined",
                                "registration.NodeQuarantined",
                                "odd",
                                "anna",
                                second(3),
                                Interval.OPEN,
                                3,
                                Interval.OPEN_POSITION));
    }

    @Test
    @Requirement("4.6")
    void a_child_was_behind_each_gateway_for_its_time() {
        var rows =
                fold(
                        new Attachments(),
                        new NodeRegistered(PUMP, NodeKind.DEVICE, "gw-1", "", ""),
                        new NodeAttachedToGateway(PUMP, new NodeId("gw-2")),
                        new NodeDetachedFromGateway(PUMP, new NodeId("gw-2")),
                        new NodeAttachedToGateway(PUMP, new NodeId("gw-1")),
                        new NodeDeregistered(PUMP, ""));
        assertThat(rows.values())
                .containsExactly(
                        new Attachments.Attachment("pump-1", "gw-1", second(1), second(2), 1, 2),
                        new Attachments.Attachment("pump-1", "gw-2", second(2), second(3), 2, 3),
                        new Attachments.Attachment("pump-1", "gw-1", second(4), second(5), 4, 5));
    }

    @Test
    @Requirement({"4.8", "9.2"})
    void a_name_that_is_given_again_names_each_in_its_time() {
        var rows =
                fold(
                        new Names(),
                        new NameBound(PUMP, DNS),
                        new NameReleased(PUMP, DNS),
                        new NameBound(OTHER, DNS));
        assertThat(rows.get("dns:pump.example").node()).isEqualTo("pump-2");
        var past = rows.get("dns:pump.example~0000000000000000001");
        assertThat(past.node()).isEqualTo("pump-1");
        assertThat(past.interval()).isEqualTo(new Interval(second(1), second(2), 1, 2));
        assertThat(rows).hasSize(2);
    }

    @Test
    @Requirement("9.2")
    void a_name_that_several_have_has_a_row_for_each() {
        var shared = new Name("ipv4:10.0.0.1");
        var rows =
                fold(
                        new Names(),
                        new NameBound(PUMP, shared),
                        new NameBound(OTHER, shared, "", "", NameBound.SHARED),
                        new NameReleased(PUMP, shared));
        assertThat(rows.keySet())
                .containsExactly("ipv4:10.0.0.1@pump-2", "ipv4:10.0.0.1~0000000000000000001");
        assertThat(rows.get("ipv4:10.0.0.1@pump-2").until()).isEqualTo(Interval.OPEN);
    }

    @Test
    @Requirement({"4.8", "9.2"})
    void a_name_goes_from_a_node_to_an_application_and_names_each_in_its_time() {
        var heat = Holder.read("application:heat");
        var hall = new Name("place:hall");
        var rows =
                fold(
                        new Names(),
                        new NameBound(PUMP, DNS),
                        new NameReleased(PUMP, DNS),
                        new EntityNameBound(heat, DNS, "", "", ""),
                        new EntityNameBound(heat, hall, "", "", NameBound.SHARED));
        assertThat(rows.get("dns:pump.example").holder()).isEqualTo("application:heat");
        assertThat(rows.get("dns:pump.example").node()).isEmpty();
        assertThat(rows.get("dns:pump.example~0000000000000000001").holder())
                .isEqualTo("node:pump-1");
        assertThat(rows).containsKey("place:hall@application/heat").hasSize(3);
    }

    @Test
    @Requirement("9.2")
    void pseudonyms_stand_in_a_view_of_their_own() {
        var bound = new NameBound(PUMP, new Name("pseudonym:k2"), "", "2030-01-01T00:00:00Z", "");
        assertThat(fold(new Names(), bound)).isEmpty();
        assertThat(fold(new Pseudonyms(), bound)).containsOnlyKeys("pseudonym:k2");
        assertThat(fold(new NameEnds(), bound).values())
                .containsExactly(
                        new NameEnds.End(
                                "node:pump-1",
                                "pseudonym:k2",
                                "",
                                "2030-01-01T00:00:00Z",
                                "2030-01-01T00:00:00.000Z"));
        assertThat(fold(new NameEnds(), bound, new NameReleased(PUMP, bound.name()))).isEmpty();
    }

    @Test
    void a_clock_that_lags_makes_no_interval_that_ends_before_it_begins() {
        var fact =
                new Fact(
                        2,
                        "id",
                        NOON.minusSeconds(5),
                        "anna",
                        "default",
                        new SleepReported(PUMP, ""));
        var first = new Interval(second(1), Interval.OPEN, 1, Interval.OPEN_POSITION);
        assertThat(first.endedBy(fact)).isEqualTo(new Interval(second(1), second(1), 1, 2));
        assertThat(first.next(fact).since()).isEqualTo(second(1));
    }
}
