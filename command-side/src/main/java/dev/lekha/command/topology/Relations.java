package dev.lekha.command.topology;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.topology.AreaLink;
import dev.lekha.kernel.topology.EntityId;
import dev.lekha.kernel.topology.TopologyEvent;
import dev.lekha.kernel.topology.TopologyEvent.EntitiesRelated;
import dev.lekha.kernel.topology.TopologyEvent.EntitiesUnrelated;
import dev.lekha.kernel.topology.TopologyEvent.RelationKindDefined;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * The relations of one kind that lie in a boundary.
 *
 * @param definition where the kind was defined
 */
record Relations(Optional<RelationKindDefined> definition, PMap<EntityId, PSet<EntityId>> targets) {
    static final Relations NONE = new Relations(Optional.empty(), HashTreePMap.empty());

    boolean hold(EntityId source, EntityId target) {
        return of(source).contains(target);
    }

    /** Whether one is the other, or leads to it over any number of relations. */
    boolean lead(EntityId from, EntityId to) {
        var seen = new HashSet<EntityId>();
        var open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            var entity = open.pop();
            if (entity.equals(to)) {
                return true;
            }
            if (seen.add(entity)) {
                open.addAll(of(entity));
            }
        }
        return false;
    }

    /** The relations that lead to an entity, over any number of steps. */
    SortedSet<AreaLink> below(EntityId top) {
        var sources = new HashMap<EntityId, List<EntityId>>();
        targets.forEach((source, all) ->
                all.forEach(target ->
                        sources.computeIfAbsent(target, _ -> new ArrayList<>()).add(source)));
        var links = new TreeSet<AreaLink>();
        var open = new ArrayDeque<>(List.of(top));
        while (!open.isEmpty()) {
            var target = open.pop();
            for (var source : sources.getOrDefault(target, List.of())) {
                if (links.add(new AreaLink(source, target))) {
                    open.add(source);
                }
            }
        }
        return links;
    }

    Relations evolve(DomainEvent event) {
        return event instanceof TopologyEvent topology ? evolve(topology) : this;
    }

    private Relations evolve(TopologyEvent event) {
        return switch (event) {
            case RelationKindDefined defined -> new Relations(Optional.of(defined), targets);
            case EntitiesRelated(var source, _, var target) ->
                    new Relations(definition, targets.plus(source, of(source).plus(target)));
            case EntitiesUnrelated(var source, _, var target) -> {
                var fewer = of(source).minus(target);
                yield new Relations(
                        definition,
                        fewer.isEmpty() ? targets.minus(source) : targets.plus(source, fewer));
            }
        };
    }

    private PSet<EntityId> of(EntityId source) {
        return targets.getOrDefault(source, HashTreePSet.empty());
    }
}
