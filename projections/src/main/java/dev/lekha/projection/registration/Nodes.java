package dev.lekha.projection.registration;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.registration.GatewayEvent;
import dev.lekha.kernel.registration.GatewayEvent.NodeAttachedToGateway;
import dev.lekha.kernel.registration.GatewayEvent.NodeDetachedFromGateway;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.LifecycleEvent;
import dev.lekha.kernel.registration.LifecycleEvent.NodeProvisioned;
import dev.lekha.kernel.registration.Name;
import dev.lekha.kernel.registration.NodeKind;
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
import java.util.Set;
import java.util.stream.Stream;

/** Every node that ever was or is expected, as it stands. */
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
     * @param description the node's own words where it was registered with some, else the plan's
     * @param preconfigured the description that it was provisioned with, kept beside (6.16)
     * @param state where it stands in its life, as the view {@code lifecycle} has it
     * @param addresses the newest last, at most 20; the log has them all
     * @param names in the order in which they were bound, without pseudonyms
     * @param duplicates reports that came more than once
     * @param registeredAt empty where it never was
     * @param position of the last event that touched the node
     */
    public record Node(
            String node,
            NodeKind kind,
            String gateway,
            String description,
            String preconfigured,
            String state,
            String address,
            List<Address> addresses,
            List<String> names,
            long duplicates,
            String registeredAt,
            long position) {
        static Node of(String node, NodeKind kind) {
            return new Node(node, kind, "", "", "", "", "", List.of(), List.of(), 0, "", 0);
        }

        /** Whether reports are taken from it. */
        public boolean takesReports() {
            return Set.of("registered", "sleeping", "unreachable").contains(state);
        }

        Node planned(NodeProvisioned plan, Fact fact) {
            return new Node(
                    node,
                    plan.kind(),
                    plan.gateway(),
                    plan.description(),
                    plan.description(),
                    state,
                    "",
                    addresses,
                    names,
                    duplicates,
                    registeredAt,
                    fact.position());
        }

        Node registered(NodeRegistered e, Fact fact) {
            return new Node(
                    node,
                    e.kind(),
                    e.gateway(),
                    e.description().isEmpty() ? preconfigured : e.description(),
                    preconfigured,
                    state,
                    "",
                    addresses,
                    names,
                    duplicates,
                    fact.recordedAt().toString(),
                    fact.position());
        }

        Node at(Address next) {
            var all = Stream.concat(addresses.stream(), Stream.of(next)).toList();
            var kept = all.subList(Math.max(0, all.size() - REMEMBERED_ADDRESSES), all.size());
            return new Node(
                    node,
                    kind,
                    gateway,
                    description,
                    preconfigured,
                    state,
                    next.address,
                    kept,
                    names,
                    duplicates,
                    registeredAt,
                    next.position);
        }

        Node behind(String newGateway, long newPosition) {
            return new Node(
                    node,
                    kind,
                    newGateway,
                    description,
                    preconfigured,
                    state,
                    address,
                    addresses,
                    names,
                    duplicates,
                    registeredAt,
                    newPosition);
        }

        Node with(String newState, List<String> newNames, long newDuplicates, long newPosition) {
            return new Node(
                    node,
                    kind,
                    gateway,
                    description,
                    preconfigured,
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
            case LifecycleEvent e -> List.of(e.node().value());
            case GatewayEvent e -> List.of(e.node().value());
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
        var staged =
                Lifecycle.step(fact.event())
                        .flatMap(step -> begun(row, fact).map(node -> stage(node, step, fact)));
        return staged.or(() -> row.map(node -> changed(node, fact)));
    }

    /** The row, with what is said of a node when it is planned or taken in. */
    private static Optional<Node> begun(Optional<Node> row, Fact fact) {
        return switch (fact.event()) {
            case NodeProvisioned e ->
                    Optional.of(
                            row.orElseGet(() -> Node.of(e.node().value(), e.kind()))
                                    .planned(e, fact));
            case NodeRegistered e -> {
                var node =
                        row.orElseGet(() -> Node.of(e.node().value(), e.kind()))
                                .registered(e, fact);
                yield Optional.of(
                        e.address().isEmpty() ? node : node.at(address(e.address(), fact)));
            }
            default -> row;
        };
    }

    private static Node stage(Node node, Lifecycle.Step step, Fact fact) {
        return node.with(
                Lifecycle.after(step).text(), node.names, node.duplicates, fact.position());
    }

    private static Node changed(Node node, Fact fact) {
        var position = fact.position();
        return switch (fact.event()) {
            case RegistrationUpdated e -> node.at(address(e.address(), fact));
            case NodeAttachedToGateway e -> node.behind(e.gateway().value(), position);
            case NodeDetachedFromGateway _ -> node.behind("", position);
            case ReportDuplicateIgnored _ ->
                    node.with(node.state, node.names, node.duplicates + 1, position);
            case NameBound e when Bindings.isPseudonym(e.name()) -> node;
            case NameBound e ->
                    node.with(
                            node.state,
                            Stream.concat(others(node, e.name()), Stream.of(e.name().value()))
                                    .toList(),
                            node.duplicates,
                            position);
            case NameReleased e when Bindings.isPseudonym(e.name()) -> node;
            case NameReleased e ->
                    node.with(
                            node.state, others(node, e.name()).toList(), node.duplicates, position);
            default -> node;
        };
    }

    private static Stream<String> others(Node node, Name name) {
        return node.names.stream().filter(other -> !other.equals(name.value()));
    }

    private static Address address(String address, Fact fact) {
        return new Address(address, fact.recordedAt(), fact.position());
    }
}
