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
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.registration.CapabilityEvent.CapabilitiesDeclared;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Everybody who is in a group. A change shares all but a few words with what was before, so that a
 * group of thousands is folded in one pass.
 *
 * @param came how many have come so far
 */
record Roster(PMap<Member, Seat> seats, long came) {
    /**
     * @param order of coming, from 1
     * @param stay which of the member's stays it is
     */
    record Seat(long order, long stay, SortedMap<String, Quality> qualities) {}

    static final Roster EMPTY = new Roster(HashTreePMap.empty(), 0);

    /** What its members can do is seen by the tag that their declarations carry. */
    static EventCriteria withQualities(GroupId group) {
        return EventCriteria.either(
                Grouping.boundary(group),
                Boundary.of(Tags.GROUP, group.value(), CapabilitiesDeclared.class));
    }

    /** Those who have been there longest first. */
    List<Map.Entry<Member, Seat>> inOrder() {
        return seats.entrySet().stream()
                .sorted(Comparator.comparingLong(one -> one.getValue().order))
                .toList();
    }

    Roster evolve(DomainEvent event) {
        return switch (event) {
            case EntityIntroduced began ->
                    new Roster(
                            seats.plus(
                                    began.member(),
                                    new Seat(came + 1, began.stay(), began.qualities())),
                            came + 1);
            case EntityRemoved ended -> without(ended);
            case MemberEvictedByInvariant ended -> without(ended);
            case CapabilitiesDeclared declared -> declared(declared);
            default -> this;
        };
    }

    private Roster without(MembershipEvent ended) {
        return new Roster(seats.minus(ended.member()), came);
    }

    private Roster declared(CapabilitiesDeclared declared) {
        var member = Member.of(declared.node());
        var seat = seats.get(member);
        return seat == null
                ? this
                : new Roster(
                        seats.plus(member, new Seat(seat.order, seat.stay, declared.qualities())),
                        came);
    }
}
