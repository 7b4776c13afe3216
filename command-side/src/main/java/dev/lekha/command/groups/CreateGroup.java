package dev.lekha.command.groups;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.groups.GroupEvent.GroupCreated;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.groups.Invariants;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Makes a group with invariants (Table 3, Create-group). */
@Command(namespace = "groups", name = "CreateGroup")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record CreateGroup(GroupId group, Invariants invariants, @Omittable String description)
        implements Decision<Grouping> {
    @Override
    public EventCriteria boundary() {
        return Grouping.demands(group);
    }

    @Override
    public Grouping initial() {
        return Grouping.ABSENT;
    }

    @Override
    public Grouping evolve(Grouping known, DomainEvent event) {
        return known.evolve(event);
    }

    @Override
    public Verdict decide(Grouping known) {
        return known.standing() == Grouping.Standing.ABSENT
                ? accept(new GroupCreated(group, invariants, description))
                : refuse("group-taken", group + " is or was a group already.");
    }
}
