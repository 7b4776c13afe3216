package dev.lekha.command.groups;

import dev.lekha.command.Boundary;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Tags;
import dev.lekha.kernel.groups.GroupEvent;
import dev.lekha.kernel.groups.GroupEvent.GroupCreated;
import dev.lekha.kernel.groups.GroupEvent.GroupDestroyed;
import dev.lekha.kernel.groups.GroupEvent.MembershipEvent;
import dev.lekha.kernel.groups.Member;
import dev.lekha.kernel.predicate.Quality;
import java.util.Collections;
import java.util.SortedMap;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * An entity that is to be judged: what it is, and where it is a member.
 *
 * @param subgroup whether it is a group that exists
 */
record Candidate(NodeStanding node, boolean subgroup, Stays stays) {
    static final Candidate UNKNOWN = new Candidate(NodeStanding.UNKNOWN, false, Stays.NONE);

    static EventCriteria boundary(Member member) {
        var stays = Stays.boundary(member);
        return switch (member) {
            case Member.OfNode(var node) ->
                    EventCriteria.either(stays, NodeStanding.boundary(node));
            case Member.OfGroup(var group) ->
                    EventCriteria.either(
                            stays,
                            Boundary.of(
                                    Tags.GROUP,
                                    group.value(),
                                    GroupCreated.class,
                                    GroupDestroyed.class));
        };
    }

    boolean isPresent(Member member) {
        return switch (member) {
            case Member.OfNode _ -> node.kind().isPresent();
            case Member.OfGroup _ -> subgroup;
        };
    }

    SortedMap<String, Quality> qualities(Member member) {
        return member instanceof Member.OfNode(var id)
                ? node.qualities(id).orElse(Collections.emptySortedMap())
                : Collections.emptySortedMap();
    }

    Candidate evolve(Member member, DomainEvent event) {
        return switch (event) {
            case MembershipEvent about ->
                    about.member().equals(member)
                            ? new Candidate(node, subgroup, stays.evolve(event))
                            : this;
            case GroupEvent about -> member.equals(Member.of(about.group())) ? as(about) : this;
            default -> new Candidate(node.evolve(event), subgroup, stays);
        };
    }

    private Candidate as(GroupEvent about) {
        return switch (about) {
            case GroupCreated _ -> new Candidate(node, true, stays);
            case GroupDestroyed _ -> new Candidate(node, false, stays);
            default -> this;
        };
    }
}
