package dev.lekha.command.registration;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.groups.GroupEvent.EntityIntroduced;
import dev.lekha.kernel.groups.GroupEvent.EntityRemoved;
import dev.lekha.kernel.groups.GroupEvent.MemberEvictedByInvariant;
import dev.lekha.kernel.groups.GroupEvent.MembershipEvent;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.groups.Member;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.registration.Capabilities;
import dev.lekha.kernel.registration.CapabilityEvent.Binding;
import dev.lekha.kernel.registration.CapabilityEvent.CapabilitiesDeclared;
import dev.lekha.kernel.registration.CapabilityEvent.ServiceClassBound;
import dev.lekha.kernel.registration.CapabilitySource;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.kernel.registration.ServiceClassId;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePSet;

/**
 * What a node can do, and who goes by it.
 *
 * @param kind as it last registered
 * @param published what the last declaration said, which a node that left has lost already
 */
record NodeCapabilities(
        boolean registered,
        NodeKind kind,
        long revision,
        Capabilities capabilities,
        Capabilities published,
        PSortedSet<GroupId> groups,
        PMap<ApplicationEntityId, ServiceClassId> bindings) {
    static final NodeCapabilities UNKNOWN =
            new NodeCapabilities(
                    false,
                    NodeKind.DEVICE,
                    0,
                    Capabilities.NONE,
                    Capabilities.NONE,
                    TreePSet.empty(),
                    HashTreePMap.empty());

    static EventCriteria boundary(NodeId node) {
        return EventCriteria.either(
                Boundary.of(
                        Tags.NODE,
                        node.value(),
                        NodeRegistered.class,
                        NodeDeregistered.class,
                        CapabilitiesDeclared.class,
                        ServiceClassBound.class),
                Boundary.of(
                        Tags.MEMBER,
                        Member.of(node).toString(),
                        EntityIntroduced.class,
                        EntityRemoved.class,
                        MemberEvictedByInvariant.class));
    }

    /** The declaration that says so. */
    CapabilitiesDeclared declaring(NodeId node, CapabilitySource source, Capabilities next) {
        return new CapabilitiesDeclared(
                node,
                kind,
                source,
                revision + 1,
                next,
                replaced(next),
                groups,
                bindings.entrySet().stream()
                        .map(one -> new Binding(one.getKey(), one.getValue()))
                        .sorted(Comparator.comparing(one -> one.applicationEntity().value()))
                        .toList());
    }

    private SortedMap<String, Quality> replaced(Capabilities next) {
        var replaced = new TreeMap<>(published.effective());
        replaced.entrySet().removeAll(next.effective().entrySet());
        return replaced;
    }

    NodeCapabilities evolve(DomainEvent event) {
        return switch (event) {
            case NodeRegistered node -> standing(true, node.kind(), capabilities);
            case NodeDeregistered _ -> standing(false, kind, Capabilities.NONE);
            case CapabilitiesDeclared said ->
                    new NodeCapabilities(
                            registered,
                            kind,
                            said.revision(),
                            said.capabilities(),
                            said.capabilities(),
                            groups,
                            bindings);
            case ServiceClassBound bound ->
                    with(groups, bindings.plus(bound.applicationEntity(), bound.serviceClass()));
            case MembershipEvent about -> with(joined(about), bindings);
            default -> this;
        };
    }

    private PSortedSet<GroupId> joined(MembershipEvent about) {
        return switch (about) {
            case EntityIntroduced began -> groups.plus(began.group());
            case EntityRemoved _, MemberEvictedByInvariant _ -> groups.minus(about.group());
        };
    }

    private NodeCapabilities standing(boolean there, NodeKind what, Capabilities can) {
        return new NodeCapabilities(there, what, revision, can, published, groups, bindings);
    }

    private NodeCapabilities with(
            PSortedSet<GroupId> in, PMap<ApplicationEntityId, ServiceClassId> bound) {
        return new NodeCapabilities(registered, kind, revision, capabilities, published, in, bound);
    }
}
