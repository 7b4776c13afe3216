package dev.lekha.query;

import dev.lekha.kernel.Json;
import dev.lekha.projection.Rows;
import dev.lekha.projection.Views;
import dev.lekha.projection.Views.Comparison;
import dev.lekha.projection.Views.Filter;
import dev.lekha.projection.topology.Topology;
import dev.lekha.projection.topology.Topology.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.ObjectReader;

/**
 * What is reached from an entity along relations, nearest first, each once whatever circles there
 * are. Bounded: where there is more than fits, it says so.
 */
final class Neighbourhood {
    /** As many entities are found at most. */
    static final int MOST = 1_000;

    private static final ObjectReader RELATION = Json.MAPPER.readerFor(Relation.class);

    /** Whether relations are followed as they say, or against it. */
    enum Direction {
        FORWARD("source"),
        BACKWARD("target");

        private final String near;

        Direction(String near) {
            this.near = near;
        }

        String far(Relation relation) {
            return this == FORWARD ? relation.target() : relation.source();
        }
    }

    /**
     * @param entity that is reached
     * @param distance relations to it at least, from 1
     */
    record Reached(String entity, int distance, String source, String kind, String target) {}

    /**
     * @param complete whether nothing within the depth is left out
     */
    record Found(List<Reached> items, boolean complete) {}

    private final Rows views;
    private final Direction direction;
    private final List<String> kinds;
    private final List<Filter> asOf;
    private final List<Reached> items = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private boolean complete = true;

    /**
     * @param kinds of relations to follow
     * @param asOf of which time, as filters of the view
     */
    Neighbourhood(Rows views, Direction direction, List<String> kinds, List<Filter> asOf) {
        this.views = views;
        this.direction = direction;
        this.kinds = kinds;
        this.asOf = asOf;
    }

    Found of(String entity, int depth) {
        seen.add(entity);
        var level = List.of(entity);
        for (var distance = 1; distance <= depth && !level.isEmpty(); distance++) {
            var next = new ArrayList<String>();
            for (var near : level) {
                for (var kind : kinds) {
                    for (var relation : relations(near, kind)) {
                        take(relation, distance, next);
                    }
                }
            }
            level = next;
        }
        return new Found(items, complete);
    }

    private void take(Relation relation, int distance, List<String> next) {
        var far = direction.far(relation);
        if (seen.contains(far)) {
            return;
        }
        if (items.size() == MOST) {
            complete = false;
            return;
        }
        seen.add(far);
        next.add(far);
        items.add(
                new Reached(far, distance, relation.source(), relation.kind(), relation.target()));
    }

    /** Of one entity no more are looked at than may be found; where all are full, none. */
    private List<Relation> relations(String near, String kind) {
        if (!complete) {
            return List.of();
        }
        var filters = new ArrayList<>(asOf);
        filters.add(new Filter(direction.near, Comparison.EQUAL, near));
        filters.add(new Filter("kind", Comparison.EQUAL, kind));
        var page = views.page(Topology.NAME, new Views.Query(filters, "", false, "", MOST));
        complete &= page.next().isEmpty();
        return page.rows().stream().<Relation>map(row -> read(row.json())).toList();
    }

    private static Relation read(byte[] json) {
        return RELATION.readValue(json);
    }
}
