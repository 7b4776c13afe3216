package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.command.groups.CreateGroup;
import dev.lekha.command.groups.DestroyGroup;
import dev.lekha.command.groups.EvictViolator;
import dev.lekha.command.groups.IntroduceInto;
import dev.lekha.command.groups.ModifyInvariants;
import dev.lekha.command.registration.DeclareCapabilities;
import dev.lekha.command.registration.RegisterNode;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.groups.GroupEvent.MembershipEvent;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.groups.Invariants;
import dev.lekha.kernel.groups.Member;
import dev.lekha.kernel.predicate.Predicate;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.registration.CapabilityEvent.CapabilitiesDeclared;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.wire.WireServer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many ask groups for what excludes one another, over both stores: {@code ./lekha test
 * -Dtest=GroupRacesTest -Dlekha.races=10000 -Dsurefire.failIfNoSpecifiedTests=false} for many
 * rounds of each race.
 */
class GroupRacesTest {
    private static final int ROUNDS = Integer.getInteger("lekha.races", 10);
    private static final int NODES = 6;
    private static final Caller OPERATOR =
            new Caller("operator", "default", Set.of(Role.OPERATOR), Set.of());

    @TempDir Path folder;

    @Test
    @Requirement({"6.3-Introduce-into", "6.3-Modify-invariants"})
    void exactly_one_side_wins_in_a_folder() {
        try (var site = GroupSite.inFolder(folder)) {
            races(site);
        }
    }

    @Test
    @Requirement({"6.3-Introduce-into", "6.3-Modify-invariants"})
    void exactly_one_side_wins_on_a_server() {
        try (var server = new WireServer();
                var site = GroupSite.onServer(server)) {
            races(site);
        }
    }

    private static void races(GroupSite site) {
        for (var number = 0; number < NODES; number++) {
            assertThat(site.ask(register(node(number)))).isEqualTo("accepted");
        }
        for (var round = 0; round < ROUNDS; round++) {
            limit(site, round);
            exclusivity(site, round);
            circle(site, round);
            invariantsAgainstIntroduction(site, round);
            capabilitiesAgainstIntroduction(site, round);
        }
    }

    private static void limit(GroupSite site, int round) {
        var group = create(site, "limit-" + round, new Invariants(Predicate.ALWAYS, 2, "", none()));
        var answers =
                site.race(
                        IntStream.range(0, NODES)
                                .mapToObj(at -> new IntroduceInto(group, Member.of(node(at))))
                                .toList());
        assertThat(answers).filteredOn("accepted"::equals).hasSize(2);
        assertThat(answers).filteredOn("group-full"::equals).hasSize(NODES - 2);
        destroy(site, List.of(group));
    }

    private static void exclusivity(GroupSite site, int round) {
        var scope = "scope-" + round;
        var groups =
                IntStream.range(0, 4)
                        .mapToObj(at ->
                                create(
                                        site,
                                        scope + "-" + at,
                                        new Invariants(Predicate.ALWAYS, 0, scope, none())))
                        .toList();
        var answers =
                site.race(
                        groups.stream()
                                .map(group -> new IntroduceInto(group, Member.of(node(0))))
                                .toList());
        assertThat(answers).filteredOn("accepted"::equals).hasSize(1);
        assertThat(answers).filteredOn("member-elsewhere"::equals).hasSize(3);
        destroy(site, groups);
    }

    /** Makes room again, since an entity is in a bounded number of groups. */
    private static void destroy(GroupSite site, List<GroupId> groups) {
        for (var group : groups) {
            site.ask(new DestroyGroup(group, ""));
        }
    }

    private static void circle(GroupSite site, int round) {
        var admitting =
                new Invariants(Predicate.ALWAYS, 0, "", new TreeSet<>(Set.of(Member.Kind.GROUP)));
        var one = create(site, "one-" + round, admitting);
        var other = create(site, "other-" + round, admitting);
        var answers =
                site.race(
                        List.of(
                                new IntroduceInto(one, Member.of(other)),
                                new IntroduceInto(other, Member.of(one))));
        assertThat(answers).containsExactlyInAnyOrder("accepted", "group-circle");
        destroy(site, List.of(one, other));
    }

    private static void invariantsAgainstIntroduction(GroupSite site, int round) {
        var node = node(1);
        declare(site, node, 40);
        var group = create(site, "strict-" + round, where("battery > 30"));
        var answers =
                site.race(
                        List.of(
                                new IntroduceInto(group, Member.of(node)),
                                new ModifyInvariants(
                                        group,
                                        where("battery > 50"),
                                        ModifyInvariants.Violators.REFUSE)));
        assertThat(answers)
                .isIn(
                        List.of("accepted", "members-violate"),
                        List.of("invariant-broken", "accepted"));
        destroy(site, List.of(group));
    }

    /** Either the node stays out, or its declaration names the group, and it is taken out. */
    private static void capabilitiesAgainstIntroduction(GroupSite site, int round) {
        var node = node(2);
        declare(site, node, 40);
        var group = create(site, "charged-" + round, where("battery > 30"));
        var before = site.head();
        var answers =
                site.race(
                        List.of(new IntroduceInto(group, Member.of(node)), declaration(node, 10)));
        assertThat(answers.getLast()).isEqualTo("accepted");
        var facts = site.facts(before);
        var entered = facts.getFirst().event() instanceof MembershipEvent;
        var declared =
                facts.stream()
                        .map(fact -> fact.event())
                        .filter(CapabilitiesDeclared.class::isInstance)
                        .map(CapabilitiesDeclared.class::cast)
                        .findFirst()
                        .orElseThrow();
        assertThat(answers.getFirst()).isEqualTo(entered ? "accepted" : "invariant-broken");
        assertThat(declared.groups()).isEqualTo(entered ? Set.of(group) : Set.of());
        assertThat(site.ask(new EvictViolator(group, node)))
                .isEqualTo(entered ? "accepted" : "nothing");
    }

    private static GroupId create(GroupSite site, String id, Invariants invariants) {
        var group = new GroupId(id);
        assertThat(site.ask(new CreateGroup(group, invariants, ""))).isEqualTo("accepted");
        return group;
    }

    private static Invariants where(String condition) {
        return new Invariants(Predicate.parse(condition), 0, "", none());
    }

    private static TreeSet<Member.Kind> none() {
        return new TreeSet<>(Collections.emptySet());
    }

    private static NodeId node(int number) {
        return new NodeId("node-" + number);
    }

    private static RegisterNode register(NodeId node) {
        return new RegisterNode(
                node, NodeKind.DEVICE, "", "", "", SecretDigest.NONE, "", Instant.EPOCH);
    }

    private static void declare(GroupSite site, NodeId node, int battery) {
        site.ask(declaration(node, battery));
    }

    private static DeclareCapabilities declaration(NodeId node, int battery) {
        var capabilities = new TreeMap<String, Quality>();
        capabilities.put("battery", new Quality.Numeric(BigDecimal.valueOf(battery)));
        return new DeclareCapabilities(node, capabilities, OPERATOR);
    }
}
