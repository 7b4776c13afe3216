package dev.lekha.projection.groups;

import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.groups.GroupEvent;
import dev.lekha.kernel.groups.GroupEvent.EntityIntroduced;
import dev.lekha.kernel.groups.GroupEvent.EntityRemoved;
import dev.lekha.kernel.groups.GroupEvent.GroupCreated;
import dev.lekha.kernel.groups.GroupEvent.GroupDestroyed;
import dev.lekha.kernel.groups.GroupEvent.GroupEngaged;
import dev.lekha.kernel.groups.GroupEvent.GroupReleased;
import dev.lekha.kernel.groups.GroupEvent.InvariantsModified;
import dev.lekha.kernel.groups.GroupEvent.MemberEvictedByInvariant;
import dev.lekha.kernel.groups.Invariants;
import dev.lekha.projection.Interval;
import dev.lekha.projection.Projection;
import dev.lekha.projection.View;
import java.util.List;
import java.util.Optional;

/** Every group that ever was, with what it demands. */
@View(
        name = "groups",
        capability = "groups",
        fields = {
            "state",
            "exclusivity",
            "members",
            "since",
            "until",
            "sincePosition",
            "untilPosition"
        },
        readers = {Role.OPERATOR, Role.APPLICATION, Role.AUDITOR})
public final class Groups implements Projection<Groups.Group> {
    /**
     * @param state {@code present} or {@code destroyed}
     * @param members how many there are
     * @param position of the last event that touched it
     */
    public record Group(
            String group,
            String description,
            Invariants invariants,
            String exclusivity,
            String state,
            long members,
            String since,
            String until,
            long sincePosition,
            long untilPosition,
            long position)
            implements Interval.Row<Group> {
        @Override
        public Group over(Interval other) {
            return new Group(
                    group,
                    description,
                    invariants,
                    exclusivity,
                    state,
                    members,
                    other.since(),
                    other.until(),
                    other.sincePosition(),
                    other.untilPosition(),
                    position);
        }

        Group with(Invariants next, long count, long at) {
            return new Group(
                    group,
                    description,
                    next,
                    next.exclusivity(),
                    state,
                    count,
                    since,
                    until,
                    sincePosition,
                    untilPosition,
                    at);
        }

        Group destroyed(Fact fact) {
            return new Group(
                            group,
                            description,
                            invariants,
                            exclusivity,
                            "destroyed",
                            members,
                            "",
                            "",
                            0,
                            0,
                            fact.position())
                    .over(interval().endedBy(fact));
        }
    }

    @Override
    public List<String> keys(Fact fact) {
        return switch (fact.event()) {
            case GroupEngaged _, GroupReleased _ -> List.of();
            case GroupEvent about -> List.of(about.group().value());
            default -> List.of();
        };
    }

    @Override
    public Optional<Group> apply(String key, Optional<Group> row, Fact fact) {
        return fact.event() instanceof GroupEvent about ? changed(about, row, fact) : row;
    }

    private static Optional<Group> changed(GroupEvent event, Optional<Group> row, Fact fact) {
        var at = fact.position();
        return switch (event) {
            case GroupCreated created -> Optional.of(created(created, fact));
            case InvariantsModified modified ->
                    row.map(group -> group.with(modified.invariants(), group.members, at));
            case EntityIntroduced _ ->
                    row.map(group -> group.with(group.invariants, group.members + 1, at));
            case EntityRemoved _, MemberEvictedByInvariant _ ->
                    row.map(group -> group.with(group.invariants, group.members - 1, at));
            case GroupDestroyed _ -> row.map(group -> group.destroyed(fact));
            case GroupEngaged _, GroupReleased _ -> row;
        };
    }

    private static Group created(GroupCreated event, Fact fact) {
        return new Group(
                        event.group().value(),
                        event.description(),
                        event.invariants(),
                        event.invariants().exclusivity(),
                        "present",
                        0,
                        "",
                        "",
                        0,
                        0,
                        fact.position())
                .over(Interval.from(fact));
    }
}
