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
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Ends a relation; that it was stays known. */
@Command(namespace = "topology", name = "Unrelate")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record Unrelate(EntityId source, RelationKind kind, EntityId target)
        implements Decision<Relations> {
    @Override
    public EventCriteria boundary() {
        return Boundary.of(
                Tags.EDGE,
                TopologyEvent.key(source, kind, target),
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
        return relations.hold(source, target)
                ? accept(new EntitiesUnrelated(source, kind, target))
                : refuse(
                        "not-related",
                        "%s is not %s %s."
                                .formatted(source, kind.value().replace('-', ' '), target));
    }
}
