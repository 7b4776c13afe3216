package dev.lekha.command.groups;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.groups.GroupEvent;
import dev.lekha.kernel.groups.GroupEvent.EntityIntroduced;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.groups.Member;
import java.util.Optional;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Takes an entity into a group, where it fulfils what the group demands (Table 3, Introduce-into;
 * R2). Of a node that comes, the group's history is folded once for all nodes and the node's own is
 * read each time. Of a group that comes, the links between all groups are folded once, and what
 * concerns the two is read each time.
 */
@Command(namespace = "groups", name = "IntroduceInto")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record IntroduceInto(GroupId group, Member member) implements Decision<IntroduceInto.Known> {
    /* The declarations of a node carry the tags of all its groups, and must fit one record of the log. */
    private static final int MOST_GROUPS = 100;

    record Known(Grouping group, Candidate candidate, Hierarchy hierarchy) {}

    @Override
    public EventCriteria boundary() {
        return bringsGroup() ? Hierarchy.BOUNDARY : Grouping.boundary(group);
    }

    @Override
    public Optional<EventCriteria> own() {
        var candidate = Candidate.boundary(member);
        return Optional.of(
                bringsGroup()
                        ? EventCriteria.either(candidate, Grouping.boundary(group))
                        : candidate);
    }

    @Override
    public Known initial() {
        return new Known(Grouping.ABSENT, Candidate.UNKNOWN, Hierarchy.NONE);
    }

    @Override
    public Known evolve(Known known, DomainEvent event) {
        return bringsGroup()
                ? new Known(known.group, known.candidate, known.hierarchy.evolve(event))
                : new Known(known.group.evolve(event), known.candidate, known.hierarchy);
    }

    @Override
    public Known evolveOwn(Known known, DomainEvent event) {
        var ofGroup = bringsGroup() && event instanceof GroupEvent one && one.group().equals(group);
        return new Known(
                ofGroup ? known.group.evolve(event) : known.group,
                known.candidate.evolve(member, event),
                known.hierarchy);
    }

    private boolean bringsGroup() {
        return member instanceof Member.OfGroup;
    }

    @Override
    public Verdict decide(Known known) {
        if (!known.group.isPresent()) {
            return refuse("group-unknown", group + " is not a group.");
        }
        if (known.candidate.stays().in(group).isPresent()) {
            return accept();
        }
        if (!known.candidate.isPresent(member)) {
            return refuse("member-unknown", member + " is not there.");
        }
        return admission(known).orElseGet(() -> judged(known));
    }

    /** Why not, whatever the entity can do. */
    private Optional<Verdict> admission(Known known) {
        var demands = known.group.invariants();
        var stays = known.candidate.stays();
        if (!demands.admits().contains(member.kind())) {
            return no("member-kind", "%s admits %s only.".formatted(group, demands.admits()));
        }
        if (known.group.members() >= demands.limit()) {
            return no("group-full", "%s has %d members.".formatted(group, demands.limit()));
        }
        if (stays.lasting() >= MOST_GROUPS) {
            return no("too-many-groups", "An entity is in at most %d.".formatted(MOST_GROUPS));
        }
        var elsewhere = stays.holding(demands.exclusivity());
        if (!demands.exclusivity().isEmpty() && elsewhere.isPresent()) {
            return no(
                    "member-elsewhere",
                    "%s is in %s, and %s lets it be in one group only."
                            .formatted(member, elsewhere.get(), demands.exclusivity()));
        }
        return member instanceof Member.OfGroup(var subgroup)
                        && known.hierarchy.reaches(subgroup, group)
                ? no("group-circle", "%s is in %s already.".formatted(group, subgroup))
                : Optional.empty();
    }

    private Verdict judged(Known known) {
        var demands = known.group.invariants();
        var qualities = known.candidate.qualities(member);
        if (member instanceof Member.OfNode && !demands.where().holds(qualities)) {
            return refuse(
                    "invariant-broken",
                    member + " does not fulfil: " + demands.where().broken(qualities) + ".");
        }
        var stay = known.candidate.stays().next(group);
        return accept(new EntityIntroduced(group, member, stay, demands.exclusivity(), qualities));
    }

    private static Optional<Verdict> no(String code, String sentence) {
        return Optional.of(refuse(code, sentence));
    }
}
