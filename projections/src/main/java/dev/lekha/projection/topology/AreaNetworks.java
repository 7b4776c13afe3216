package dev.lekha.projection.topology;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.topology.AreaLink;
import dev.lekha.kernel.topology.AreaNetworkEvent;
import dev.lekha.kernel.topology.AreaNetworkEvent.AreaNetworkDrifted;
import dev.lekha.kernel.topology.AreaNetworkEvent.AreaNetworkInLine;
import dev.lekha.kernel.topology.AreaNetworkEvent.AreaNetworkReported;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What gateways see behind them, and how far that is from what was planned (5.2.5). Key: the
 * gateway.
 */
@View(
        name = "area-networks",
        capability = "topology",
        fields = {"node", "state", "since", "position"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class AreaNetworks implements Projection<AreaNetworks.AreaNetwork> {
    /**
     * @param node the gateway
     * @param state {@code reported}, {@code in-line} or {@code drifted}
     * @param links what it sees
     * @param missing planned and not seen
     * @param unexpected seen and not planned
     * @param since since when it is in line, or has drifted in this way; ISO 8601
     * @param position of what changed last
     */
    public record AreaNetwork(
            String node,
            String state,
            SortedSet<AreaLink> links,
            SortedSet<AreaLink> missing,
            SortedSet<AreaLink> unexpected,
            String since,
            long position) {}

    @Override
    public List<String> keys(Fact fact) {
        return fact.event() instanceof AreaNetworkEvent event
                ? List.of(event.gateway().value())
                : List.of();
    }

    @Override
    public Optional<AreaNetwork> apply(String key, Optional<AreaNetwork> row, Fact fact) {
        if (!(fact.event() instanceof AreaNetworkEvent event)) {
            return row;
        }
        var links = row.map(AreaNetwork::links).orElseGet(TreeSet::new);
        var nothing = new TreeSet<AreaLink>();
        return Optional.of(
                switch (event) {
                    case AreaNetworkReported(_, var seen) -> reported(key, row, seen, fact);
                    case AreaNetworkInLine _ ->
                            stands(key, "in-line", links, nothing, nothing, fact);
                    case AreaNetworkDrifted(_, var missing, var unexpected) ->
                            stands(key, "drifted", links, missing, unexpected, fact);
                });
    }

    /** How it stands is said by the event behind, unless it stands as before. */
    private static AreaNetwork reported(
            String key, Optional<AreaNetwork> row, SortedSet<AreaLink> seen, Fact fact) {
        return new AreaNetwork(
                key,
                row.map(AreaNetwork::state).orElse("reported"),
                seen,
                row.map(AreaNetwork::missing).orElseGet(TreeSet::new),
                row.map(AreaNetwork::unexpected).orElseGet(TreeSet::new),
                row.map(AreaNetwork::since).orElseGet(() -> fact.recordedAt().toString()),
                fact.position());
    }

    private static AreaNetwork stands(
            String key,
            String state,
            SortedSet<AreaLink> links,
            SortedSet<AreaLink> missing,
            SortedSet<AreaLink> unexpected,
            Fact fact) {
        return new AreaNetwork(
                key,
                state,
                links,
                missing,
                unexpected,
                fact.recordedAt().toString(),
                fact.position());
    }
}
