package dev.lekha.command.topology;

import static dev.lekha.command.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.kernel.topology.AreaLink;
import dev.lekha.kernel.topology.AreaNetworkEvent.AreaNetworkDrifted;
import dev.lekha.kernel.topology.AreaNetworkEvent.AreaNetworkInLine;
import dev.lekha.kernel.topology.AreaNetworkEvent.AreaNetworkReported;
import dev.lekha.kernel.topology.EntityId;
import dev.lekha.kernel.topology.RelationKind;
import dev.lekha.kernel.topology.TopologyEvent.EntitiesRelated;
import dev.lekha.kernel.topology.TopologyEvent.EntitiesUnrelated;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportAreaNetworkTest {
    private static final NodeId GATEWAY = new NodeId("gw");
    private static final RelationKind VIA = new RelationKind("connected-via");
    private static final NodeRegistered THERE =
            new NodeRegistered(GATEWAY, NodeKind.GATEWAY, "", "", "");
    private static final EntitiesRelated NEAR = planned("m1", "gw");
    private static final EntitiesRelated FAR = planned("m2", "m1");
    private static final AreaNetworkInLine IN_LINE = new AreaNetworkInLine(GATEWAY);

    private static EntitiesRelated planned(String source, String target) {
        return new EntitiesRelated(new EntityId(source), VIA, new EntityId(target));
    }

    private static SortedSet<AreaLink> links(String... links) {
        return Stream.of(links)
                .map(link -> link.split(">"))
                .map(ends -> new AreaLink(new EntityId(ends[0]), new EntityId(ends[1])))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ReportAreaNetwork report(String... links) {
        return new ReportAreaNetwork(GATEWAY, links(links));
    }

    private static AreaNetworkReported reported(String... links) {
        return new AreaNetworkReported(GATEWAY, links(links));
    }

    @Test
    @Requirement("5.2.5")
    void what_is_seen_as_it_was_planned_is_in_line_over_any_number_of_steps() {
        given(THERE, NEAR, FAR, planned("x1", "other-gw"))
                .when(report("m1>gw", "m2>m1"))
                .thenEvents(reported("m1>gw", "m2>m1"), IN_LINE);
        given(THERE, NEAR, FAR, reported("m1>gw", "m2>m1"), IN_LINE)
                .when(report("m2>m1", "m1>gw"))
                .thenNothing();
    }

    @Test
    @Requirement("5.2.5")
    void what_is_missing_and_what_nobody_planned_is_a_drift_said_once() {
        var drifted = new AreaNetworkDrifted(GATEWAY, links("m2>m1"), links("m3>gw"));
        given(THERE, NEAR, FAR)
                .when(report("m1>gw", "m3>gw"))
                .thenEvents(reported("m1>gw", "m3>gw"), drifted);
        given(THERE, NEAR, FAR, reported("m1>gw", "m3>gw"), drifted)
                .when(report("m1>gw", "m3>gw"))
                .thenNothing();
        given(THERE, NEAR, FAR, reported("m1>gw", "m3>gw"), drifted)
                .when(report("m1>gw"))
                .thenEvents(
                        reported("m1>gw"),
                        new AreaNetworkDrifted(GATEWAY, links("m2>m1"), links()));
    }

    @Test
    @Requirement("5.2.5")
    void a_drift_ends_when_the_network_or_the_plan_is_mended() {
        var seen = reported("m1>gw");
        var drifted = new AreaNetworkDrifted(GATEWAY, links("m2>m1"), links());
        given(THERE, NEAR, FAR, seen, drifted)
                .when(report("m1>gw", "m2>m1"))
                .thenEvents(reported("m1>gw", "m2>m1"), IN_LINE);
        var unplanned = new EntitiesUnrelated(new EntityId("m2"), VIA, new EntityId("m1"));
        given(THERE, NEAR, FAR, seen, drifted, unplanned).when(report("m1>gw")).thenEvents(IN_LINE);
    }

    @Test
    void a_gateway_that_sees_nobody_says_so() {
        given(THERE).when(report()).thenEvents(reported(), IN_LINE);
        given(THERE, NEAR)
                .when(report())
                .thenEvents(reported(), new AreaNetworkDrifted(GATEWAY, links("m1>gw"), links()));
    }

    @Test
    void only_a_registered_gateway_has_an_area_network_and_it_speaks_for_itself_alone() {
        given().when(report("m1>gw")).thenRefused("gateway-unknown");
        given(new NodeRegistered(GATEWAY, NodeKind.DEVICE, "", "", ""))
                .when(report("m1>gw"))
                .thenRefused("gateway-unknown");
        var gateway = new Caller("gw", "default", Set.of(Role.NODE), Set.of());
        var thief = new Caller("other-gw", "default", Set.of(Role.NODE), Set.of());
        assertThat(report().permits(gateway)).isTrue();
        assertThat(report().permits(thief)).isFalse();
    }

    @Test
    void a_report_that_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> report("m1>m1")).hasMessageContaining("itself");
        var many = IntStream.range(0, 251).mapToObj(each -> "m" + each + ">gw");
        assertThatThrownBy(() -> report(many.toArray(String[]::new)))
                .hasMessageContaining("at most 250");
    }
}
