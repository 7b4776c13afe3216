package dev.lekha.command.topology;

import static dev.lekha.command.Scenario.given;

import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.topology.EntityId;
import dev.lekha.kernel.topology.RelationKind;
import dev.lekha.kernel.topology.TopologyEvent.EntitiesRelated;
import dev.lekha.kernel.topology.TopologyEvent.EntitiesUnrelated;
import dev.lekha.kernel.topology.TopologyEvent.RelationKindDefined;
import org.junit.jupiter.api.Test;

class RelationsTest {
    private static final RelationKind IN = new RelationKind("located-in");
    private static final RelationKind FEEDS = new RelationKind("feeds");
    private static final RelationKind OWN = new RelationKind("cooled-by");

    private static EntitiesRelated related(String source, RelationKind kind, String target) {
        return new EntitiesRelated(new EntityId(source), kind, new EntityId(target));
    }

    private static EntitiesUnrelated unrelated(String source, String target) {
        return new EntitiesUnrelated(new EntityId(source), IN, new EntityId(target));
    }

    private static Relate relate(String source, RelationKind kind, String target) {
        return new Relate(new EntityId(source), kind, new EntityId(target));
    }

    @Test
    @Requirement("6.12")
    void entities_are_related_once_and_need_not_be_nodes() {
        given().when(relate("pump", IN, "hall-3")).thenEvents(related("pump", IN, "hall-3"));
        given(related("pump", IN, "hall-3")).when(relate("pump", IN, "hall-3")).thenNothing();
    }

    @Test
    @Requirement("6.12")
    void a_relation_that_would_close_a_circle_is_refused_at_any_distance() {
        var chain =
                new EntitiesRelated[] {
                    related("pump", IN, "hall"),
                    related("hall", IN, "plant"),
                    related("plant", IN, "town")
                };
        given(chain).when(relate("town", IN, "pump")).thenRefused("relation-circle");
        given(chain).when(relate("hall", IN, "pump")).thenRefused("relation-circle");
        given(chain).when(relate("pump", IN, "town")).thenEvents(related("pump", IN, "town"));
        given(chain[0], chain[1], chain[2], unrelated("hall", "plant"))
                .when(relate("town", IN, "pump"))
                .thenEvents(related("town", IN, "pump"));
    }

    @Test
    void kinds_that_may_go_in_circles_do() {
        given(related("a", FEEDS, "b"))
                .when(relate("b", FEEDS, "a"))
                .thenEvents(related("b", FEEDS, "a"));
        given(related("a", IN, "b"))
                .when(relate("b", FEEDS, "a"))
                .thenEvents(related("b", FEEDS, "a"));
    }

    @Test
    void a_kind_of_ones_own_is_defined_first_and_once() {
        given().when(relate("a", OWN, "b")).thenRefused("relation-kind-unknown");
        var defined = new RelationKindDefined(OWN, true, "");
        given().when(new DefineRelationKind(OWN, true, "")).thenEvents(defined);
        given(defined).when(new DefineRelationKind(OWN, true, "again")).thenNothing();
        given(defined)
                .when(new DefineRelationKind(OWN, false, ""))
                .thenRefused("relation-kind-taken");
        given().when(new DefineRelationKind(IN, true, "")).thenRefused("relation-kind-taken");
        given(defined, related("a", OWN, "b"))
                .when(relate("b", OWN, "a"))
                .thenRefused("relation-circle");
    }

    @Test
    void what_is_not_related_is_not_taken_apart() {
        var apart = new Unrelate(new EntityId("pump"), IN, new EntityId("hall"));
        given(related("pump", IN, "hall")).when(apart).thenEvents(unrelated("pump", "hall"));
        given(related("pump", IN, "hall"), unrelated("pump", "hall"))
                .when(apart)
                .thenRefused("not-related");
    }
}
