package dev.lekha.kernel.topology;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Tags;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** What a gateway sees of the network behind it, beside what was planned (5.2.5). */
public sealed interface AreaNetworkEvent extends DomainEvent {
    @EventTag(key = Tags.NODE)
    NodeId gateway();

    /** All that it sees, in place of what it saw before. */
    @Event(namespace = "topology", name = "AreaNetworkReported", version = "1")
    record AreaNetworkReported(NodeId gateway, SortedSet<AreaLink> links)
            implements AreaNetworkEvent {
        public AreaNetworkReported {
            links = Collections.unmodifiableSortedSet(new TreeSet<>(links));
        }
    }

    /**
     * What it sees is not what was planned; of another drift before, this takes the place.
     *
     * @param missing planned and not seen
     * @param unexpected seen and not planned
     */
    @Event(namespace = "topology", name = "AreaNetworkDrifted", version = "1")
    record AreaNetworkDrifted(
            NodeId gateway, SortedSet<AreaLink> missing, SortedSet<AreaLink> unexpected)
            implements AreaNetworkEvent {
        public AreaNetworkDrifted {
            missing = Collections.unmodifiableSortedSet(new TreeSet<>(missing));
            unexpected = Collections.unmodifiableSortedSet(new TreeSet<>(unexpected));
        }
    }

    /** What it sees is what was planned: at the first report, or again. */
    @Event(namespace = "topology", name = "AreaNetworkInLine", version = "1")
    record AreaNetworkInLine(NodeId gateway) implements AreaNetworkEvent {}
}
