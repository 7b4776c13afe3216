package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.command.groups.CreateGroup;
import dev.lekha.command.groups.DestroyGroup;
import dev.lekha.command.groups.IntroduceInto;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.groups.GroupEvent.EntityIntroduced;
import dev.lekha.kernel.groups.GroupEvent.MemberEvictedByInvariant;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.groups.Member;
import dev.lekha.kernel.registration.CapabilityEvent.CapabilitiesDeclared;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a node declares against its introduction into a group that demands something else. */
final class DeclarationRaces {
    private final RaceSite site;
    private final List<Declared> declared = new ArrayList<>();
    private long since;

    /**
     * One declaration against one introduction.
     *
     * @param introduced what the introduction was told
     */
    private record Declared(GroupId group, NodeId node, String introduced) {}

    DeclarationRaces(RaceSite site) {
        this.site = site;
    }

    /** The nodes are as they are when a season begins. */
    void begin() {
        since = site.head();
    }

    /** One race; who won is seen by {@link #settle}. */
    void run(int round) {
        var node = RacingNodes.declaring(round);
        var group = new GroupId("charged-" + round);
        site.allAccepted(List.of(new CreateGroup(group, GroupRaces.where("battery > 30"), "")));
        var answers =
                site.race(
                        List.of(
                                new IntroduceInto(group, Member.of(node)),
                                RacingNodes.declaration(node, 10)));
        assertThat(answers.getLast()).isEqualTo("accepted");
        declared.add(new Declared(group, node, answers.getFirst()));
    }

    /** Either the node stayed out, or its declaration named the group, and it was taken out. */
    void settle() {
        var events = site.settled(since).stream().<DomainEvent>map(Fact::event).toList();
        for (var one : declared) {
            var entered =
                    of(events, EntityIntroduced.class).anyMatch(in -> in.group().equals(one.group));
            var declaration =
                    of(events, CapabilitiesDeclared.class)
                            .filter(event -> event.node().equals(one.node))
                            .toList();
            var evicted =
                    of(events, MemberEvictedByInvariant.class)
                            .filter(out -> out.group().equals(one.group))
                            .toList();
            assertThat(one.introduced).isEqualTo(entered ? "accepted" : "invariant-broken");
            assertThat(declaration).hasSize(1);
            assertThat(declaration.getFirst().groups())
                    .isEqualTo(entered ? Set.of(one.group) : Set.of());
            assertThat(evicted).hasSize(entered ? 1 : 0);
        }
        site.allAccepted(declared.stream().map(one -> new DestroyGroup(one.group, "")).toList());
        declared.clear();
    }

    private static <E extends DomainEvent> Stream<E> of(List<DomainEvent> events, Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast);
    }
}
