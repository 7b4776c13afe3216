package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.groups.GroupEvent.EntityIntroduced;
import dev.lekha.kernel.groups.GroupEvent.EntityRemoved;
import dev.lekha.kernel.groups.GroupEvent.MemberEvictedByInvariant;
import dev.lekha.kernel.groups.GroupEvent.MembershipEvent;
import dev.lekha.kernel.groups.Member;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.registration.Capabilities;
import dev.lekha.kernel.registration.CapabilityEvent.CapabilitiesDeclared;
import dev.lekha.kernel.registration.CapabilityEvent.ServiceClassBound;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.NodeQualities;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What every node can do, as it stands, by whose word, and who goes by it (4.0, 6.16). */
@View(
        name = NodeCapabilities.NAME,
        capability = "registration",
        fields = {"state"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class NodeCapabilities implements Projection<NodeCapabilities.Node> {
    public static final String NAME = "node-capabilities";

    /**
     * @param state {@code registered} or {@code deregistered}
     * @param revision of the last declaration, or 0
     * @param capabilities by who says so; the device's word counts where both speak
     * @param serviceClasses by application
     * @param position of the last event that touched the row
     */
    public record Node(
            String node,
            NodeKind kind,
            String state,
            long revision,
            Capabilities capabilities,
            SortedSet<String> groups,
            SortedMap<String, String> serviceClasses,
            long position) {
        public boolean registered() {
            return state.equals("registered");
        }

        /** All that discovery can ask of it. */
        public SortedMap<String, Quality> qualities() {
            var qualities = new TreeMap<>(NodeQualities.of(new NodeId(node), kind, capabilities));
            qualities.put(NodeQualities.GROUP, new Quality.Texts(groups));
            qualities.put(
                    NodeQualities.SERVICE_CLASS,
                    new Quality.Texts(new TreeSet<>(serviceClasses.values())));
            return qualities;
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case NodeRegistered e -> List.of(e.node().value());
            case NodeDeregistered e -> List.of(e.node().value());
            case CapabilitiesDeclared e -> List.of(e.node().value());
            case ServiceClassBound e -> List.of(e.node().value());
            case MembershipEvent e when e.member() instanceof Member.OfNode(var node) ->
                    List.of(node.value());
            default -> List.of();
        };
    }

    @Override
    public Optional<Node> apply(String key, Optional<Node> row, Fact fact) {
        var at = fact.position();
        var node = row.orElseGet(() -> unknown(key));
        return switch (fact.event()) {
            case NodeRegistered e -> stands(node, e.kind(), "registered", at);
            case NodeDeregistered _ -> stands(node, node.kind, "deregistered", at);
            case CapabilitiesDeclared e ->
                    Optional.of(
                            new Node(
                                    key,
                                    node.kind,
                                    node.state,
                                    e.revision(),
                                    e.capabilities(),
                                    node.groups,
                                    node.serviceClasses,
                                    at));
            case ServiceClassBound e -> {
                var bound = new TreeMap<>(node.serviceClasses);
                bound.put(e.applicationEntity().value(), e.serviceClass().value());
                yield with(node, node.groups, bound, at);
            }
            case MembershipEvent e -> with(node, groups(node, e), node.serviceClasses, at);
            default -> row;
        };
    }

    private static Node unknown(String node) {
        return new Node(
                node,
                NodeKind.DEVICE,
                "deregistered",
                0,
                Capabilities.NONE,
                Collections.emptySortedSet(),
                Collections.emptySortedMap(),
                0);
    }

    private static SortedSet<String> groups(Node node, MembershipEvent event) {
        var groups = new TreeSet<>(node.groups);
        switch (event) {
            case EntityIntroduced began -> groups.add(began.group().value());
            case EntityRemoved _, MemberEvictedByInvariant _ ->
                    groups.remove(event.group().value());
        }
        return groups;
    }

    private static Optional<Node> stands(Node node, NodeKind kind, String state, long at) {
        return Optional.of(
                new Node(
                        node.node,
                        kind,
                        state,
                        node.revision,
                        state.equals("registered") ? node.capabilities : Capabilities.NONE,
                        node.groups,
                        node.serviceClasses,
                        at));
    }

    private static Optional<Node> with(
            Node node, SortedSet<String> groups, SortedMap<String, String> bound, long at) {
        return Optional.of(
                new Node(
                        node.node,
                        node.kind,
                        node.state,
                        node.revision,
                        node.capabilities,
                        groups,
                        bound,
                        at));
    }
}
