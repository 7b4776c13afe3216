package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.command.groups.DestroyGroup;
import dev.lekha.command.groups.IntroduceInto;
import dev.lekha.command.groups.ModifyInvariants;
import dev.lekha.command.groups.RemoveFrom;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.groups.GroupEvent.EntityIntroduced;
import dev.lekha.kernel.groups.GroupEvent.EntityRemoved;
import dev.lekha.kernel.groups.GroupEvent.GroupCreated;
import dev.lekha.kernel.groups.GroupEvent.MemberEvictedByInvariant;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.groups.Invariants;
import dev.lekha.kernel.groups.Member;
import dev.lekha.kernel.predicate.Predicate;
import dev.lekha.kernel.registration.Capabilities;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.NodeQualities;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.wire.WireServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups as large as they may be, over both stores. */
class LargeGroupTest {
    private static final int MOST = Invariants.MOST_MEMBERS;
    private static final int APPENDED = 1_000;
    private static final GroupId FULL = new GroupId("full");
    private static final GroupId ENDED = new GroupId("ended");

    @TempDir Path folder;

    @Test
    @Requirement({"6.3-Introduce-into", "6.3-Modify-invariants", "6.3-Destroy-group"})
    void the_limit_is_exact_and_everybody_leaves_in_one_append_in_a_folder() {
        try (var site = GroupSite.inFolder(folder)) {
            run(site);
        }
    }

    @Test
    @Requirement({"6.3-Introduce-into", "6.3-Modify-invariants", "6.3-Destroy-group"})
    void the_limit_is_exact_and_everybody_leaves_in_one_append_on_a_server() {
        try (var server = new WireServer();
                var site = GroupSite.onServer(server)) {
            run(site);
        }
    }

    private static void run(GroupSite site) {
        fill(site);
        var late = Member.of(node(MOST));
        assertThat(site.ask(new IntroduceInto(FULL, late))).isEqualTo("group-full");
        assertThat(site.ask(new RemoveFrom(FULL, Member.of(node(7)), ""))).isEqualTo("accepted");
        assertThat(site.ask(new IntroduceInto(FULL, late))).isEqualTo("accepted");
        assertThat(site.ask(new IntroduceInto(FULL, Member.of(node(7))))).isEqualTo("group-full");

        var before = site.head();
        var alone = new Invariants(Predicate.ALWAYS, 1, "", new TreeSet<>());
        assertThat(site.ask(new ModifyInvariants(FULL, alone, ModifyInvariants.Violators.EVICT)))
                .isEqualTo("accepted");
        assertThat(site.facts(before).stream().skip(1).map(fact -> fact.event()))
                .hasSize(MOST - 1)
                .allMatch(MemberEvictedByInvariant.class::isInstance);

        before = site.head();
        assertThat(site.ask(new DestroyGroup(ENDED, ""))).isEqualTo("accepted");
        assertThat(site.facts(before).stream().limit(MOST).map(fact -> fact.event()))
                .hasSize(MOST)
                .allMatch(EntityRemoved.class::isInstance);
        assertThat(site.head()).isEqualTo(before + MOST + 1);
    }

    private static void fill(GroupSite site) {
        var events = new ArrayList<DomainEvent>();
        events.add(new GroupCreated(FULL, Invariants.NONE, ""));
        events.add(new GroupCreated(ENDED, Invariants.NONE, ""));
        for (var number = 0; number <= MOST; number++) {
            events.add(new NodeRegistered(node(number), NodeKind.DEVICE, "", "", ""));
            if (number < MOST) {
                events.add(introduced(FULL, node(number)));
                events.add(introduced(ENDED, node(number)));
            }
        }
        for (var from = 0; from < events.size(); from += APPENDED) {
            site.happened(
                    List.copyOf(events.subList(from, Math.min(events.size(), from + APPENDED))));
        }
    }

    private static EntityIntroduced introduced(GroupId group, NodeId node) {
        var qualities = NodeQualities.of(node, NodeKind.DEVICE, Capabilities.NONE);
        return new EntityIntroduced(group, Member.of(node), 1, "", qualities);
    }

    private static NodeId node(int number) {
        return new NodeId("node-" + number);
    }
}
