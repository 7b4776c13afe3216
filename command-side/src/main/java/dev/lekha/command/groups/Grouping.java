package dev.lekha.command.groups;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.groups.GroupEvent.EntityIntroduced;
import dev.lekha.kernel.groups.GroupEvent.EntityRemoved;
import dev.lekha.kernel.groups.GroupEvent.GroupCreated;
import dev.lekha.kernel.groups.GroupEvent.GroupDestroyed;
import dev.lekha.kernel.groups.GroupEvent.InvariantsModified;
import dev.lekha.kernel.groups.GroupEvent.MemberEvictedByInvariant;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.groups.Invariants;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * What a group amounts to for whoever wants to come in: a few words, however many are in it.
 *
 * @param members how many there are
 */
record Grouping(Standing standing, Invariants invariants, int members) {
    enum Standing {
        ABSENT,
        PRESENT,
        DESTROYED
    }

    static final Grouping ABSENT = new Grouping(Standing.ABSENT, Invariants.NONE, 0);

    /** Its existence and what it demands. */
    static EventCriteria demands(GroupId group) {
        return Boundary.of(
                Tags.GROUP,
                group.value(),
                GroupCreated.class,
                GroupDestroyed.class,
                InvariantsModified.class);
    }

    /** The same, and everybody who comes and goes. */
    static EventCriteria boundary(GroupId group) {
        return Boundary.of(
                Tags.GROUP,
                group.value(),
                GroupCreated.class,
                GroupDestroyed.class,
                InvariantsModified.class,
                EntityIntroduced.class,
                EntityRemoved.class,
                MemberEvictedByInvariant.class);
    }

    boolean isPresent() {
        return standing == Standing.PRESENT;
    }

    Grouping evolve(DomainEvent event) {
        return switch (event) {
            case GroupCreated created ->
                    new Grouping(Standing.PRESENT, created.invariants(), members);
            case InvariantsModified modified ->
                    new Grouping(standing, modified.invariants(), members);
            case GroupDestroyed _ -> new Grouping(Standing.DESTROYED, invariants, members);
            case EntityIntroduced _ -> new Grouping(standing, invariants, members + 1);
            case EntityRemoved _, MemberEvictedByInvariant _ ->
                    new Grouping(standing, invariants, members - 1);
            default -> this;
        };
    }
}
