package dev.lekha.projection.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.topology.AreaLink;
import dev.lekha.kernel.topology.AreaNetworkEvent.AreaNetworkDrifted;
import dev.lekha.kernel.topology.AreaNetworkEvent.AreaNetworkInLine;
import dev.lekha.kernel.topology.AreaNetworkEvent.AreaNetworkReported;
import dev.lekha.kernel.topology.EntityId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AreaNetworksTest {
    private static final NodeId GATEWAY = new NodeId("gw");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final AreaLink NEAR = new AreaLink(new EntityId("m1"), new EntityId("gw"));
    private static final AreaLink FAR = new AreaLink(new EntityId("m2"), new EntityId("m1"));

    private static AreaNetworks.AreaNetwork fold(DomainEvent... events) {
        var view = new AreaNetworks();
        Optional<AreaNetworks.AreaNetwork> row = Optional.empty();
        for (var at = 0; at < events.length; at++) {
            var fact = new Fact(at + 1, "id", NOON.plusSeconds(at), "gw", "default", events[at]);
            assertThat(view.keys(fact)).containsExactly("gw");
            row = view.apply("gw", row, fact);
        }
        return row.orElseThrow();
    }

    private static SortedSet<AreaLink> links(AreaLink... links) {
        return new TreeSet<>(List.of(links));
    }

    @Test
    @Requirement("5.2.5")
    void a_network_drifts_since_it_drifted_and_is_in_line_again() {
        var seen = new AreaNetworkReported(GATEWAY, links(NEAR));
        var drifted = new AreaNetworkDrifted(GATEWAY, links(FAR), links());
        var there = fold(seen, drifted);
        assertThat(there.state()).isEqualTo("drifted");
        assertThat(there.links()).containsExactly(NEAR);
        assertThat(there.missing()).containsExactly(FAR);
        assertThat(there.since()).isEqualTo("2026-11-23T12:00:01Z");
        var mended =
                fold(
                        seen,
                        drifted,
                        new AreaNetworkReported(GATEWAY, links(NEAR, FAR)),
                        new AreaNetworkInLine(GATEWAY));
        assertThat(mended.state()).isEqualTo("in-line");
        assertThat(mended.links()).containsExactly(NEAR, FAR);
        assertThat(mended.missing()).isEmpty();
        assertThat(mended.since()).isEqualTo("2026-11-23T12:00:03Z");
        assertThat(mended.position()).isEqualTo(4);
    }
}
