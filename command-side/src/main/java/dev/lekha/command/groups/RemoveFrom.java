package dev.lekha.command.groups;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.groups.GroupEvent.EntityRemoved;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.groups.Member;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Takes an entity out of a group (Table 3, Remove-from). */
@Command(namespace = "groups", name = "RemoveFrom")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record RemoveFrom(GroupId group, Member member, @Omittable String reason)
        implements Decision<Stays> {
    @Override
    public EventCriteria boundary() {
        return Stays.boundary(member);
    }

    @Override
    public Stays initial() {
        return Stays.NONE;
    }

    @Override
    public Stays evolve(Stays stays, DomainEvent event) {
        return stays.evolve(event);
    }

    @Override
    public Verdict decide(Stays stays) {
        return stays.in(group)
                .map(stay -> accept(new EntityRemoved(group, member, stay.number(), reason)))
                .orElseGet(() -> refuse("not-a-member", member + " is not in " + group + "."));
    }
}
