package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.command.Decision;
import dev.lekha.command.groups.CreateGroup;
import dev.lekha.command.groups.DestroyGroup;
import dev.lekha.command.groups.IntroduceInto;
import dev.lekha.command.groups.ModifyInvariants;
import dev.lekha.command.registration.DeclareCapabilities;
import dev.lekha.command.registration.RegisterNode;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.SecretDigest;
import dev.lekha.kernel.groups.GroupEvent.EntityIntroduced;
import dev.lekha.kernel.groups.GroupEvent.MemberEvictedByInvariant;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.groups.Invariants;
import dev.lekha.kernel.groups.Member;
import dev.lekha.kernel.predicate.Predicate;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.registration.CapabilityEvent.CapabilitiesDeclared;
import dev.lekha.kernel.registration.NodeKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Many ask groups for what excludes one another. Each season has nodes of its own: an introduction
 * reads all that its node was ever in, so a round would cost the more the later it is.
 */
final class GroupRaces {
    private static final int NODES = 6;
    private static final int SEASON = 20;

    /** Each reads every link between groups that there ever was, so there are no more rounds. */
    private static final int CIRCLES = 1_000;

    private final RaceSite site;
    private final List<Declared> declared = new ArrayList<>();
    private long since;

    /**
     * One declaration against one introduction.
     *
     * @param introduced what the introduction was told
     */
    private record Declared(GroupId group, NodeId node, String introduced) {}

    private GroupRaces(RaceSite site) {
        this.site = site;
    }

    static void run(RaceSite site, int rounds) {
        var races = new GroupRaces(site);
        for (var round = 0; round < rounds; round++) {
            if (round % SEASON == 0) {
                races.begin(round, Math.min(SEASON, rounds - round));
            }
            races.limit(round);
            races.exclusivity(round);
            if (round < CIRCLES) {
                races.circle(round);
            }
            races.invariantsAgainstIntroduction(round);
            races.capabilitiesAgainstIntroduction(round);
            if (round % SEASON == SEASON - 1 || round == rounds - 1) {
                races.settle();
            }
        }
    }

    private void begin(int round, int rounds) {
        accepted(
                Stream.concat(
                                IntStream.range(0, NODES).mapToObj(at -> node(round, at)),
                                IntStream.range(round, round + rounds)
                                        .mapToObj(GroupRaces::declaring))
                        .map(GroupRaces::register)
                        .toList());
        accepted(
                Stream.concat(
                                Stream.of(node(round, 1)),
                                IntStream.range(round, round + rounds)
                                        .mapToObj(GroupRaces::declaring))
                        .map(node -> declaration(node, 40))
                        .toList());
        since = site.head();
    }

    private void limit(int round) {
        var group = new GroupId("limit-" + round);
        create(new Invariants(Predicate.ALWAYS, 2, "", none()), group);
        var answers =
                site.race(
                        IntStream.range(0, NODES)
                                .mapToObj(at ->
                                        new IntroduceInto(group, Member.of(node(round, at))))
                                .toList());
        assertThat(answers).filteredOn("accepted"::equals).hasSize(2);
        assertThat(answers).filteredOn("group-full"::equals).hasSize(NODES - 2);
        destroy(group);
    }

    private void exclusivity(int round) {
        var scope = "scope-" + round;
        var groups =
                IntStream.range(0, 4)
                        .mapToObj(at -> new GroupId(scope + "-" + at))
                        .toArray(GroupId[]::new);
        create(new Invariants(Predicate.ALWAYS, 0, scope, none()), groups);
        var answers =
                site.race(
                        Stream.of(groups)
                                .map(group -> new IntroduceInto(group, Member.of(node(round, 0))))
                                .toList());
        assertThat(answers).filteredOn("accepted"::equals).hasSize(1);
        assertThat(answers).filteredOn("member-elsewhere"::equals).hasSize(3);
        destroy(groups);
    }

    private void circle(int round) {
        var one = new GroupId("one-" + round);
        var other = new GroupId("other-" + round);
        create(
                new Invariants(Predicate.ALWAYS, 0, "", new TreeSet<>(Set.of(Member.Kind.GROUP))),
                one,
                other);
        var answers =
                site.race(
                        List.of(
                                new IntroduceInto(one, Member.of(other)),
                                new IntroduceInto(other, Member.of(one))));
        assertThat(answers).containsExactlyInAnyOrder("accepted", "group-circle");
        destroy(one, other);
    }

    private void invariantsAgainstIntroduction(int round) {
        var group = new GroupId("strict-" + round);
        create(where("battery > 30"), group);
        var answers =
                site.race(
                        List.of(
                                new IntroduceInto(group, Member.of(node(round, 1))),
                                new ModifyInvariants(
                                        group,
                                        where("battery > 50"),
                                        ModifyInvariants.Violators.REFUSE)));
        assertThat(answers)
                .isIn(
                        List.of("accepted", "members-violate"),
                        List.of("invariant-broken", "accepted"));
        destroy(group);
    }

    private void capabilitiesAgainstIntroduction(int round) {
        var node = declaring(round);
        var group = new GroupId("charged-" + round);
        create(where("battery > 30"), group);
        var answers =
                site.race(
                        List.of(new IntroduceInto(group, Member.of(node)), declaration(node, 10)));
        assertThat(answers.getLast()).isEqualTo("accepted");
        declared.add(new Declared(group, node, answers.getFirst()));
    }

    /** Either the node stayed out, or its declaration named the group, and it was taken out. */
    private void settle() {
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
        destroy(declared.stream().map(Declared::group).toArray(GroupId[]::new));
        declared.clear();
    }

    private static <E extends DomainEvent> Stream<E> of(List<DomainEvent> events, Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast);
    }

    private void create(Invariants invariants, GroupId... groups) {
        accepted(Stream.of(groups).map(group -> new CreateGroup(group, invariants, "")).toList());
    }

    private void destroy(GroupId... groups) {
        accepted(Stream.of(groups).map(group -> new DestroyGroup(group, "")).toList());
    }

    private void accepted(List<? extends Decision<?>> decisions) {
        assertThat(site.race(decisions)).containsOnly("accepted");
    }

    private static Invariants where(String condition) {
        return new Invariants(Predicate.parse(condition), 0, "", none());
    }

    private static TreeSet<Member.Kind> none() {
        return new TreeSet<>(EnumSet.noneOf(Member.Kind.class));
    }

    private static NodeId node(int round, int number) {
        return new NodeId("node-%d-%d".formatted(round / SEASON, number));
    }

    private static NodeId declaring(int round) {
        return new NodeId("declaring-" + round);
    }

    private static RegisterNode register(NodeId node) {
        return new RegisterNode(
                node, NodeKind.DEVICE, "", "", "", SecretDigest.NONE, "", Instant.EPOCH);
    }

    private static DeclareCapabilities declaration(NodeId node, int battery) {
        var capabilities = new TreeMap<String, Quality>();
        capabilities.put("battery", new Quality.Numeric(BigDecimal.valueOf(battery)));
        return new DeclareCapabilities(node, capabilities, Caller.PLATFORM);
    }
}
