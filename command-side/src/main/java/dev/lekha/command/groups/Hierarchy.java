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
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/** Which groups are in which, directly. */
record Hierarchy(PMap<GroupId, PSet<GroupId>> subgroups) {
    static final EventCriteria BOUNDARY =
            Boundary.of(
                    Tags.HIERARCHY,
                    "groups",
                    EntityIntroduced.class,
                    EntityRemoved.class,
                    MemberEvictedByInvariant.class);

    static final Hierarchy NONE = new Hierarchy(HashTreePMap.empty());

    /** Whether one is the other, or in it at any depth. */
    boolean reaches(GroupId above, GroupId below) {
        var seen = new HashSet<GroupId>();
        var open = new ArrayDeque<>(List.of(above));
        while (!open.isEmpty()) {
            var group = open.pop();
            if (group.equals(below)) {
                return true;
            }
            if (seen.add(group)) {
                open.addAll(in(group));
            }
        }
        return false;
    }

    private PSet<GroupId> in(GroupId group) {
        return subgroups.getOrDefault(group, HashTreePSet.empty());
    }

    Hierarchy evolve(DomainEvent event) {
        if (event instanceof MembershipEvent about
                && about.member() instanceof Member.OfGroup(var subgroup)) {
            var those = in(about.group());
            var changed =
                    switch (about) {
                        case EntityIntroduced _ -> those.plus(subgroup);
                        case EntityRemoved _, MemberEvictedByInvariant _ -> those.minus(subgroup);
                    };
            return new Hierarchy(
                    changed.isEmpty()
                            ? subgroups.minus(about.group())
                            : subgroups.plus(about.group(), changed));
        }
        return this;
    }
}
