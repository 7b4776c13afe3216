package dev.lekha.kernel.groups;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.predicate.Quality;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;

/** Groups, what they demand, and who is in them. */
public sealed interface GroupEvent extends DomainEvent {
    @EventTag(key = Tags.GROUP)
    GroupId group();

    /** One stay of an entity in a group begins or ends. */
    sealed interface MembershipEvent extends GroupEvent {
        @EventTag(key = Tags.MEMBER)
        Member member();

        /** Which stay of this entity in this group it is, from 1. */
        long stay();

        /** Marks what links one group to another. */
        @EventTag(key = Tags.HIERARCHY)
        default List<String> hierarchy() {
            return member() instanceof Member.OfGroup ? List.of("groups") : List.of();
        }
    }

    @Event(namespace = "groups", name = "GroupCreated", version = "1")
    record GroupCreated(GroupId group, Invariants invariants, String description)
            implements GroupEvent {}

    /** Its members have left in the same append; its id is not given again. */
    @Event(namespace = "groups", name = "GroupDestroyed", version = "1")
    record GroupDestroyed(GroupId group, String reason) implements GroupEvent {}

    /** The invariants are these from now on; members whom they exclude leave in the same append. */
    @Event(namespace = "groups", name = "InvariantsModified", version = "1")
    record InvariantsModified(GroupId group, Invariants invariants) implements GroupEvent {}

    /**
     * @param exclusiveIn the group's exclusivity scope, or empty
     * @param qualities by which a node was judged; empty for a group
     */
    @Event(namespace = "groups", name = "EntityIntroduced", version = "1")
    record EntityIntroduced(
            GroupId group,
            Member member,
            long stay,
            String exclusiveIn,
            SortedMap<String, Quality> qualities)
            implements MembershipEvent {
        public EntityIntroduced {
            qualities = Collections.unmodifiableSortedMap(new TreeMap<>(qualities));
        }
    }

    @Event(namespace = "groups", name = "EntityRemoved", version = "1")
    record EntityRemoved(GroupId group, Member member, long stay, String reason)
            implements MembershipEvent {}

    /**
     * @param cause the invariant that it broke, in words
     */
    @Event(namespace = "groups", name = "MemberEvictedByInvariant", version = "1")
    record MemberEvictedByInvariant(GroupId group, Member member, long stay, String cause)
            implements MembershipEvent {}

    /** A transaction works on the group, which therefore stays until it is released. */
    @Event(namespace = "groups", name = "GroupEngaged", version = "1")
    record GroupEngaged(GroupId group, String transaction) implements GroupEvent {}

    @Event(namespace = "groups", name = "GroupReleased", version = "1")
    record GroupReleased(GroupId group, String transaction) implements GroupEvent {}
}
