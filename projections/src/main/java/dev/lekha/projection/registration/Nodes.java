package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent;
import dev.lekha.kernel.registration.RegistrationEvent.NameBound;
import dev.lekha.kernel.registration.RegistrationEvent.NameReleased;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.kernel.registration.RegistrationEvent.RegistrationUpdated;
import dev.lekha.kernel.reporting.ReportingEvent.ReportDuplicateIgnored;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every node that ever was, as it stands. */
@View(
        name = "nodes",
        capability = "registration",
        fields = {"kind", "gateway", "state", "registeredAt"},
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR, Role.BILLING})
public final class Nodes implements Projection<Nodes.Node> {
    private static final int REMEMBERED_ADDRESSES = 20;

    /** Where a node was reached, from a position of the log on. */
    public record Address(String address, Instant since, long position) {}

    /**
     * @param state {@code registered} or {@code deregistered}
     * @param addresses the newest last, at most 20; the log has them all
     * @param names in the order in which they were bound
     * @param duplicates reports that came more than once
     * @param position of the last event that touched the node
     */
    public record Node(
            String node,
            NodeKind kind,
            String gateway,
            String description,
            String state,
            String address,
            List<Address> addresses,
            List<String> names,
            long duplicates,
            String registeredAt,
            long position) {
        Node at(Address next) {
            var all = Stream.concat(addresses.stream(), Stream.of(next)).toList();
            var kept = all.subList(Math.max(0, all.size() - REMEMBERED_ADDRESSES), all.size());
            return new Node(
                    node,
                    kind,
                    gateway,
                    description,
                    state,
                    next.address,
                    kept,
                    names,
                    duplicates,
                    registeredAt,
                    next.position);
        }

        Node with(String newState, List<String> newNames, long newDuplicates, long newPosition) {
            return new Node(
                    node,
                    kind,
                    gateway,
                    description,
                    newState,
                    address,
                    addresses,
                    newNames,
                    newDuplicates,
                    registeredAt,
                    newPosition);
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case NodeRegistered e -> List.of(e.node().value());
            case RegistrationUpdated e -> List.of(e.node().value());
            case NodeDeregistered e -> List.of(e.node().value());
            case NameBound e -> List.of(e.node().value());
            case NameReleased e -> List.of(e.node().value());
            case ReportDuplicateIgnored e -> List.of(e.node().value());
            default -> List.of();
        };
    }

    @Override
    public Optional<Node> apply(String key, Optional<Node> row, Fact fact) {
        return switch (fact.event()) {
            case NodeRegistered e -> Optional.of(registered(e, row, fact));
            case RegistrationUpdated e -> row.map(node -> node.at(address(e.address(), fact)));
            case ReportDuplicateIgnored _ ->
                    row.map(node ->
                            node.with(
                                    node.state, node.names, node.duplicates + 1, fact.position()));
            case RegistrationEvent e -> row.map(node -> changed(node, e, fact.position()));
            default -> row;
        };
    }

    private static Node registered(NodeRegistered e, Optional<Node> before, Fact fact) {
        var fresh =
                new Node(
                        e.node().value(),
                        e.kind(),
                        e.gateway(),
                        e.description(),
                        "registered",
                        "",
                        before.map(Node::addresses).orElse(List.of()),
                        before.map(Node::names).orElse(List.of()),
                        before.map(Node::duplicates).orElse(0L),
                        fact.recordedAt().toString(),
                        fact.position());
        return e.address().isEmpty() ? fresh : fresh.at(address(e.address(), fact));
    }

    private static Node changed(Node node, RegistrationEvent event, long position) {
        return switch (event) {
            case NodeDeregistered _ ->
                    node.with("deregistered", node.names, node.duplicates, position);
            case NameBound bound ->
                    node.with(
                            node.state,
                            Stream.concat(node.names.stream(), Stream.of(bound.name().value()))
                                    .toList(),
                            node.duplicates,
                            position);
            case NameReleased released ->
                    node.with(
                            node.state,
                            node.names.stream()
                                    .filter(name -> !name.equals(released.name().value()))
                                    .toList(),
                            node.duplicates,
                            position);
            default -> node;
        };
    }

    private static Address address(String address, Fact fact) {
        return new Address(address, fact.recordedAt(), fact.position());
    }
}
