package dev.lekha.command.topology;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Boundary;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.kernel.topology.AreaLink;
import dev.lekha.kernel.topology.AreaNetworkEvent;
import dev.lekha.kernel.topology.AreaNetworkEvent.AreaNetworkDrifted;
import dev.lekha.kernel.topology.AreaNetworkEvent.AreaNetworkInLine;
import dev.lekha.kernel.topology.AreaNetworkEvent.AreaNetworkReported;
import dev.lekha.kernel.topology.EntityId;
import dev.lekha.kernel.topology.TopologyEvent.EntitiesRelated;
import dev.lekha.kernel.topology.TopologyEvent.EntitiesUnrelated;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Says all that a gateway sees of the network behind it (5.2.5). It is held against what is
 * planned: the relations {@code connected-via} that lead to the gateway, over any number of steps.
 *
 * @param links who is connected via whom, at most 250; none where it sees nobody
 */
@Command(namespace = "topology", name = "ReportAreaNetwork")
@AllowedTo({Role.OPERATOR, Role.NODE})
public record ReportAreaNetwork(NodeId gateway, SortedSet<AreaLink> links)
        implements Decision<AreaNetwork> {
    private static final int MOST = 250;

    public ReportAreaNetwork {
        links = Collections.unmodifiableSortedSet(new TreeSet<>(links));
        if (links.size() > MOST) {
            throw new IllegalArgumentException("a report has at most " + MOST + " links");
        }
    }

    @Override
    public boolean permits(Caller asking) {
        return !asking.is(Role.NODE) || asking.actor().equals(gateway.value());
    }

    @Override
    public EventCriteria boundary() {
        return EventCriteria.either(
                Boundary.of(
                        Tags.NODE,
                        gateway.value(),
                        NodeRegistered.class,
                        NodeDeregistered.class,
                        AreaNetworkReported.class,
                        AreaNetworkDrifted.class,
                        AreaNetworkInLine.class),
                Boundary.of(
                        Tags.RELATION,
                        "connected-via",
                        EntitiesRelated.class,
                        EntitiesUnrelated.class));
    }

    @Override
    public AreaNetwork initial() {
        return AreaNetwork.UNKNOWN;
    }

    @Override
    public AreaNetwork evolve(AreaNetwork network, DomainEvent event) {
        return network.evolve(event);
    }

    @Override
    public Verdict decide(AreaNetwork network) {
        if (!network.registered()) {
            return refuse("gateway-unknown", gateway + " is not a registered gateway.");
        }
        var events = new ArrayList<DomainEvent>();
        if (!network.seen().equals(Optional.of(links))) {
            events.add(new AreaNetworkReported(gateway, links));
        }
        var standing = standing(network.planned().below(new EntityId(gateway.value())));
        if (!network.standing().equals(Optional.of(standing))) {
            events.add(standing);
        }
        return accept(events.toArray(DomainEvent[]::new));
    }

    private AreaNetworkEvent standing(SortedSet<AreaLink> planned) {
        var missing = new TreeSet<>(planned);
        missing.removeAll(links);
        var unexpected = new TreeSet<>(links);
        unexpected.removeAll(planned);
        return missing.isEmpty() && unexpected.isEmpty()
                ? new AreaNetworkInLine(gateway)
                : new AreaNetworkDrifted(gateway, missing, unexpected);
    }
}
