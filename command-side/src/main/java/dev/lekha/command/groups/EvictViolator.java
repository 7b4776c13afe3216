package dev.lekha.command.groups;

import static dev.lekha.command.Verdict.accept;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.groups.GroupEvent.MemberEvictedByInvariant;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.groups.Member;
import java.util.Optional;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Takes a node out of a group whose invariants it has come to break; nothing where it has not. What
 * the node has been is long and the same for all its groups, so that is what is folded once; what
 * one group demands is short.
 */
@Command(namespace = "groups", name = "EvictViolator")
@AllowedTo(Role.PLATFORM)
public record EvictViolator(GroupId group, NodeId node) implements Decision<EvictViolator.Known> {
    record Known(Grouping group, Candidate candidate) {}

    @Override
    public EventCriteria boundary() {
        return Candidate.boundary(Member.of(node));
    }

    @Override
    public Optional<EventCriteria> own() {
        return Optional.of(Grouping.demands(group));
    }

    @Override
    public boolean knowsRepeats() {
        return true;
    }

    @Override
    public Known initial() {
        return new Known(Grouping.ABSENT, Candidate.UNKNOWN);
    }

    @Override
    public Known evolve(Known known, DomainEvent event) {
        return new Known(known.group, known.candidate.evolve(Member.of(node), event));
    }

    @Override
    public Known evolveOwn(Known known, DomainEvent event) {
        return new Known(known.group.evolve(event), known.candidate);
    }

    @Override
    public Verdict decide(Known known) {
        var stay = known.candidate.stays().in(group);
        var cause = cause(known);
        return stay.isPresent() && !cause.isEmpty()
                ? accept(
                        new MemberEvictedByInvariant(
                                group, Member.of(node), stay.get().number(), cause))
                : accept();
    }

    private String cause(Known known) {
        var where = known.group.invariants().where();
        return known.candidate
                .node()
                .qualities(node)
                .map(qualities -> where.holds(qualities) ? "" : where.broken(qualities))
                .orElse("deregistered");
    }
}
