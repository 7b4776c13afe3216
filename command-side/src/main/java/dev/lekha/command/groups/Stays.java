package dev.lekha.command.groups;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.groups.GroupEvent.EntityIntroduced;
import dev.lekha.kernel.groups.GroupEvent.EntityRemoved;
import dev.lekha.kernel.groups.GroupEvent.MemberEvictedByInvariant;
import dev.lekha.kernel.groups.GroupEvent.MembershipEvent;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.groups.Member;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** The groups in which one entity is or was. */
record Stays(PMap<GroupId, Stay> byGroup) {
    /**
     * The newest stay in a group.
     *
     * @param number from 1
     * @param exclusiveIn the scope that it takes up, or empty
     */
    record Stay(long number, boolean lasts, String exclusiveIn) {}

    static final Stays NONE = new Stays(HashTreePMap.empty());

    static EventCriteria boundary(Member member) {
        return Boundary.of(
                Tags.MEMBER,
                member.toString(),
                EntityIntroduced.class,
                EntityRemoved.class,
                MemberEvictedByInvariant.class);
    }

    /** The one that lasts in this group. */
    Optional<Stay> in(GroupId group) {
        return Optional.ofNullable(byGroup.get(group)).filter(Stay::lasts);
    }

    long next(GroupId group) {
        return byGroup.containsKey(group) ? byGroup.get(group).number + 1 : 1;
    }

    long lasting() {
        return byGroup.values().stream().filter(Stay::lasts).count();
    }

    /** The group of this scope that it is in. */
    Optional<GroupId> holding(String scope) {
        return byGroup.entrySet().stream()
                .filter(one -> one.getValue().lasts && one.getValue().exclusiveIn.equals(scope))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The groups that it is in, each with the number of the stay. */
    Map<GroupId, Long> now() {
        var now = new TreeMap<GroupId, Long>();
        byGroup.forEach((group, stay) -> {
            if (stay.lasts) {
                now.put(group, stay.number);
            }
        });
        return now;
    }

    Stays evolve(DomainEvent event) {
        return switch (event) {
            case EntityIntroduced began ->
                    with(began, new Stay(began.stay(), true, began.exclusiveIn()));
            case EntityRemoved ended -> with(ended, new Stay(ended.stay(), false, ""));
            case MemberEvictedByInvariant ended -> with(ended, new Stay(ended.stay(), false, ""));
            default -> this;
        };
    }

    private Stays with(MembershipEvent event, Stay stay) {
        return new Stays(byGroup.plus(event.group(), stay));
    }
}
