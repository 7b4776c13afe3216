package dev.lekha.kernel.topology;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Tags;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** The logical graph of what is related to what; no device hears of it (6.12). */
public sealed interface TopologyEvent extends DomainEvent {
    @EventTag(key = Tags.RELATION)
    RelationKind kind();

    /**
     * @param acyclic whether its relations may not go in a circle
     */
    @Event(namespace = "topology", name = "RelationKindDefined", version = "1")
    record RelationKindDefined(RelationKind kind, boolean acyclic, String description)
            implements TopologyEvent {}

    /** A relation begins or ends. */
    sealed interface RelationEvent extends TopologyEvent {
        EntityId source();

        EntityId target();

        @EventTag(key = Tags.EDGE)
        default String edge() {
            return key(source(), kind(), target());
        }
    }

    @Event(namespace = "topology", name = "EntitiesRelated", version = "1")
    record EntitiesRelated(EntityId source, RelationKind kind, EntityId target)
            implements RelationEvent {}

    @Event(namespace = "topology", name = "EntitiesUnrelated", version = "1")
    record EntitiesUnrelated(EntityId source, RelationKind kind, EntityId target)
            implements RelationEvent {}

    /** {@code source~kind~target}; none of the three has a tilde. */
    static String key(EntityId source, RelationKind kind, EntityId target) {
        return source + "~" + kind + "~" + target;
    }
}
