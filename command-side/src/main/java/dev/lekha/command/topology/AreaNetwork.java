package dev.lekha.command.topology;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.kernel.topology.AreaLink;
import dev.lekha.kernel.topology.AreaNetworkEvent;
import dev.lekha.kernel.topology.AreaNetworkEvent.AreaNetworkDrifted;
import dev.lekha.kernel.topology.AreaNetworkEvent.AreaNetworkInLine;
import dev.lekha.kernel.topology.AreaNetworkEvent.AreaNetworkReported;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A gateway, what was planned behind it and how it stood at its last report.
 *
 * @param registered whether it is a gateway that is there
 * @param planned all relations {@code connected-via}, whoever's they are
 * @param seen what it reported last
 * @param standing the last drift, or that there is none
 */
record AreaNetwork(
        boolean registered,
        Relations planned,
        Optional<SortedSet<AreaLink>> seen,
        Optional<AreaNetworkEvent> standing) {
    static final AreaNetwork UNKNOWN =
            new AreaNetwork(false, Relations.NONE, Optional.empty(), Optional.empty());

    AreaNetwork evolve(DomainEvent event) {
        return switch (event) {
            case NodeRegistered e -> registered(e.kind() == NodeKind.GATEWAY);
            case NodeDeregistered _ -> registered(false);
            case AreaNetworkEvent e -> evolve(e);
            default -> new AreaNetwork(registered, planned.evolve(event), seen, standing);
        };
    }

    private AreaNetwork evolve(AreaNetworkEvent event) {
        return switch (event) {
            case AreaNetworkReported(_, var links) ->
                    new AreaNetwork(registered, planned, Optional.of(links), standing);
            case AreaNetworkDrifted _, AreaNetworkInLine _ ->
                    new AreaNetwork(registered, planned, seen, Optional.of(event));
        };
    }

    private AreaNetwork registered(boolean there) {
        return new AreaNetwork(there, planned, seen, standing);
    }
}
