package dev.lekha.command.topology;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Boundary;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.topology.EntityId;
import dev.lekha.kernel.topology.RelationKind;
import dev.lekha.kernel.topology.TopologyEvent;
import dev.lekha.kernel.topology.TopologyEvent.EntitiesRelated;
import dev.lekha.kernel.topology.TopologyEvent.EntitiesUnrelated;
import dev.lekha.kernel.topology.TopologyEvent.RelationKindDefined;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Says that one entity is related to another (6.12). Neither has to be registered, and no device
 * hears of it. Where the kind may not go in a circle, the decision depends on all relations of the
 * kind, so of two that would close one together, one is refused.
 */
@Command(namespace = "topology", name = "Relate")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record Relate(EntityId source, RelationKind kind, EntityId target)
        implements Decision<Relations> {
    public Relate {
        if (source.equals(target)) {
            throw new IllegalArgumentException("an entity is not related to itself");
        }
    }

    @Override
    public EventCriteria boundary() {
        return freely()
                ? Boundary.of(
                        Tags.EDGE,
                        TopologyEvent.key(source, kind, target),
                        EntitiesRelated.class,
                        EntitiesUnrelated.class)
                : Boundary.of(
                        Tags.RELATION,
                        kind.value(),
                        RelationKindDefined.class,
                        EntitiesRelated.class,
                        EntitiesUnrelated.class);
    }

    @Override
    public Relations initial() {
        return Relations.NONE;
    }

    @Override
    public Relations evolve(Relations relations, DomainEvent event) {
        return relations.evolve(event);
    }

    @Override
    public Verdict decide(Relations relations) {
        var acyclic =
                kind.builtIn().or(() -> relations.definition().map(RelationKindDefined::acyclic));
        if (acyclic.isEmpty()) {
            return refuse("relation-kind-unknown", kind + " is not defined.");
        }
        if (relations.hold(source, target)) {
            return accept();
        }
        return acyclic.get() && relations.lead(target, source)
                ? refuse(
                        "relation-circle",
                        "%s is %s %s already, at some distance."
                                .formatted(target, kind.value().replace('-', ' '), source))
                : accept(new EntitiesRelated(source, kind, target));
    }

    private boolean freely() {
        return kind.builtIn().filter(acyclic -> !acyclic).isPresent();
    }
}
