package dev.lekha.command.groups;

import static dev.lekha.command.Verdict.accept;
import static dev.lekha.command.Verdict.refuse;

import dev.lekha.command.Decision;
import dev.lekha.command.Verdict;
import dev.lekha.kernel.AllowedTo;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.groups.GroupEvent.InvariantsModified;
import dev.lekha.kernel.groups.GroupEvent.MemberEvictedByInvariant;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.groups.Invariants;
import dev.lekha.kernel.groups.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * Replaces what a group demands (Table 3, Modify-invariants). Of more members than the new limit,
 * those who came last are too many.
 *
 * @param violators what becomes of members who do not fulfil the new invariants
 */
@Command(namespace = "groups", name = "ModifyInvariants")
@AllowedTo({Role.OPERATOR, Role.APPLICATION})
public record ModifyInvariants(GroupId group, Invariants invariants, Violators violators)
        implements Decision<ModifyInvariants.Known> {
    /** What becomes of them. */
    public enum Violators {
        /** Each is taken out, by an event of its own that says why. */
        EVICT,
        /** The change is refused, and they are named. */
        REFUSE
    }

    private static final int NAMED = 10;

    record Known(Grouping group, Roster roster) {}

    @Override
    public EventCriteria boundary() {
        return Roster.withQualities(group);
    }

    @Override
    public Known initial() {
        return new Known(Grouping.ABSENT, Roster.EMPTY);
    }

    @Override
    public Known evolve(Known known, DomainEvent event) {
        return new Known(known.group.evolve(event), known.roster.evolve(event));
    }

    @Override
    public Verdict decide(Known known) {
        if (!known.group.isPresent()) {
            return refuse("group-unknown", group + " is not a group.");
        }
        var before = known.group.invariants();
        if (before.equals(invariants)) {
            return accept();
        }
        if (!before.exclusivity().equals(invariants.exclusivity()) && known.group.members() > 0) {
            return refuse(
                    "exclusivity-fixed",
                    "The exclusivity of a group changes only while nobody is in it.");
        }
        var broken = broken(known.roster);
        return violators == Violators.REFUSE && !broken.isEmpty()
                ? refuse("members-violate", naming(broken))
                : accept(modified(known.roster, broken));
    }

    /** What each violator breaks, in the order of their coming. */
    private Map<Member, String> broken(Roster roster) {
        var broken = new LinkedHashMap<Member, String>();
        var staying = 0;
        for (var seat : roster.inOrder()) {
            var cause = cause(seat.getKey(), seat.getValue());
            if (cause.isEmpty() && staying < invariants.limit()) {
                staying++;
            } else {
                broken.put(seat.getKey(), cause.isEmpty() ? "limit " + invariants.limit() : cause);
            }
        }
        return broken;
    }

    private String cause(Member member, Roster.Seat seat) {
        if (!invariants.admits().contains(member.kind())) {
            return "admits " + invariants.admits();
        }
        var where = invariants.where();
        return member.kind() == Member.Kind.GROUP || where.holds(seat.qualities())
                ? ""
                : where.broken(seat.qualities());
    }

    private List<DomainEvent> modified(Roster roster, Map<Member, String> broken) {
        var events = new ArrayList<DomainEvent>();
        events.add(new InvariantsModified(group, invariants));
        for (var seat : roster.inOrder()) {
            var cause = broken.get(seat.getKey());
            if (cause != null) {
                events.add(
                        new MemberEvictedByInvariant(
                                group, seat.getKey(), seat.getValue().stay(), cause));
            }
        }
        return events;
    }

    private String naming(Map<Member, String> broken) {
        var named =
                broken.entrySet().stream()
                        .limit(NAMED)
                        .map(one -> one.getKey() + " (" + one.getValue() + ")")
                        .collect(Collectors.joining(", "));
        return broken.size()
                + " of "
                + group
                + " would break them: "
                + named
                + (broken.size() > NAMED ? ", and others." : ".");
    }
}
