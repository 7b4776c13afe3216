package dev.lekha.command.groups;

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
import dev.lekha.kernel.groups.GroupEvent.EntityRemoved;
import dev.lekha.kernel.groups.GroupEvent.GroupDestroyed;
import dev.lekha.kernel.groups.GroupEvent.GroupEngaged;
import dev.lekha.kernel.groups.GroupEvent.GroupReleased;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.groups.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/**
 * Ends a group: everybody leaves it, it leaves the groups that it is in, and its history stays
 * (Table 3, Destroy-group). Refused while a transaction works on it.
 */
@Command(namespace = "groups", name = "DestroyGroup")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record DestroyGroup(GroupId group, @Omittable String reason)
        implements Decision<DestroyGroup.Known> {
    private static final String CAUSE = "the group was destroyed";

    /**
     * @param engagedBy transactions that work on it
     * @param above the groups that it is in
     */
    record Known(Grouping group, Roster roster, PSet<String> engagedBy, Stays above) {}

    @Override
    public EventCriteria boundary() {
        return EventCriteria.either(
                Grouping.boundary(group),
                Boundary.of(Tags.GROUP, group.value(), GroupEngaged.class, GroupReleased.class));
    }

    @Override
    public Optional<EventCriteria> own() {
        return Optional.of(Stays.boundary(Member.of(group)));
    }

    @Override
    public Known initial() {
        return new Known(Grouping.ABSENT, Roster.EMPTY, HashTreePSet.empty(), Stays.NONE);
    }

    @Override
    public Known evolve(Known known, DomainEvent event) {
        var engagedBy =
                switch (event) {
                    case GroupEngaged(_, var transaction) -> known.engagedBy.plus(transaction);
                    case GroupReleased(_, var transaction) -> known.engagedBy.minus(transaction);
                    default -> known.engagedBy;
                };
        return new Known(
                known.group.evolve(event), known.roster.evolve(event), engagedBy, known.above);
    }

    @Override
    public Known evolveOwn(Known known, DomainEvent event) {
        return new Known(known.group, known.roster, known.engagedBy, known.above.evolve(event));
    }

    @Override
    public Verdict decide(Known known) {
        if (!known.group.isPresent()) {
            return refuse("group-unknown", group + " is not a group.");
        }
        return known.engagedBy.isEmpty()
                ? accept(destroyed(known))
                : refuse(
                        "group-engaged",
                        group + " is worked on by " + known.engagedBy.iterator().next() + ".");
    }

    private List<DomainEvent> destroyed(Known known) {
        var events = new ArrayList<DomainEvent>();
        known.roster
                .inOrder()
                .forEach(seat ->
                        events.add(
                                new EntityRemoved(
                                        group, seat.getKey(), seat.getValue().stay(), CAUSE)));
        known.above
                .now()
                .forEach((above, stay) ->
                        events.add(new EntityRemoved(above, Member.of(group), stay, CAUSE)));
        events.add(new GroupDestroyed(group, reason));
        return events;
    }
}
