package dev.lekha.command.topology;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Boundary;
import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.topology.RelationKind;
import dev.lekha.kernel.topology.TopologyEvent.RelationKindDefined;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Makes a further kind of relation, once; a changed one is another kind.
 *
 * @param acyclic whether its relations may not go in a circle
 */
@Command(namespace = "topology", name = "DefineRelationKind")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record DefineRelationKind(RelationKind kind, boolean acyclic, @Omittable String description)
        implements Decision<Relations> {
    @Override
    public EventCriteria boundary() {
        return Boundary.of(Tags.RELATION, kind.value(), RelationKindDefined.class);
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
        if (kind.builtIn().isPresent()) {
            return refuse("relation-kind-taken", kind + " needs no definition.");
        }
        return relations
                .definition()
                .map(known ->
                        known.acyclic() == acyclic
                                ? accept()
                                : refuse("relation-kind-taken", kind + " is defined otherwise."))
                .orElseGet(() -> accept(new RelationKindDefined(kind, acyclic, description)));
    }
}
