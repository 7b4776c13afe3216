package dev.lekha.command.registration;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.naming.Scheme;
import dev.lekha.kernel.registration.Lifecycle;
import dev.lekha.kernel.registration.LifecycleEvent.NodeProvisioned;
import dev.lekha.kernel.registration.LifecycleEvent.NodeRetired;
import dev.lekha.kernel.registration.Name;
import dev.lekha.kernel.registration.RegistrationEvent.NameBound;
import dev.lekha.kernel.registration.RegistrationEvent.NameReleased;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/*
 * The boundary of a name that only one may have is the name in its scope: whoever binds it at the same time conflicts
 * (R1). A name that many share by its scheme, such as a place, would make that boundary long and busy for nothing:
 * there it is the node's own names.
 */

/**
 * Who has which names, and whether the node that is asked for is known.
 *
 * @param holdings of the name, or of the node where its scheme is shared
 * @param reusable classes of the scheme whose names several may have
 */
record Naming(Set<Holding> holdings, Lifecycle lifecycle, ReusableNames reusable) {
    /**
     * @param key of the name within its scope
     * @param until when it ends by itself, or empty
     */
    record Holding(String key, String node, String until) {}

    static final Naming FREE = new Naming(Set.of(), Lifecycle.UNKNOWN, ReusableNames.NONE);

    static EventCriteria boundary(NodeId node, Name name, String scope) {
        var scheme = name.value().substring(0, name.value().indexOf(':'));
        var names =
                scheme.equals(Scheme.PLACE.text())
                        ? Boundary.of(Tags.NODE, node.value(), NameBound.class, NameReleased.class)
                        : Boundary.of(
                                Tags.NAME, name.within(scope), NameBound.class, NameReleased.class);
        return EventCriteria.either(
                names,
                Boundary.of(
                        Tags.NODE,
                        node.value(),
                        NodeProvisioned.class,
                        NodeRegistered.class,
                        NodeDeregistered.class,
                        NodeRetired.class),
                ReusableNames.boundary(scheme));
    }

    /** Whether there is, or is expected, a node to be named. */
    boolean knowsNode() {
        return lifecycle.takesPart() || lifecycle == Lifecycle.PROVISIONED;
    }

    Stream<Holding> holdersOf(String key) {
        return holdings.stream().filter(holding -> holding.key.equals(key));
    }

    Optional<Holding> held(String key, NodeId node) {
        return holdersOf(key).filter(holding -> holding.node.equals(node.value())).findAny();
    }

    boolean isShared(Name name) {
        return Scheme.of(name).shared() || reusable.include(name);
    }

    Naming evolve(DomainEvent event) {
        return switch (event) {
            case NameBound bound -> {
                var more = without(bound.key(), bound.node());
                more.add(new Holding(bound.key(), bound.node().value(), bound.until()));
                yield new Naming(Set.copyOf(more), lifecycle, reusable);
            }
            case NameReleased released ->
                    new Naming(
                            Set.copyOf(without(released.key(), released.node())),
                            lifecycle,
                            reusable);
            default -> new Naming(holdings, lifecycle.evolve(event), reusable.evolve(event));
        };
    }

    private Set<Holding> without(String key, NodeId node) {
        var others = new HashSet<>(holdings);
        others.removeIf(holding -> holding.key.equals(key) && holding.node.equals(node.value()));
        return others;
    }
}
