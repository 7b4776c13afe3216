package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.command.groups.CreateGroup;
import dev.lekha.command.groups.DestroyGroup;
import dev.lekha.command.groups.IntroduceInto;
import dev.lekha.command.groups.ModifyInvariants;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.groups.Invariants;
import dev.lekha.kernel.groups.Member;
import dev.lekha.kernel.predicate.Predicate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Many ask groups for what excludes one another. */
final class GroupRaces {
    private static final int NODES = 6;

    private final RaceSite site;
    private final DeclarationRaces declarations;

    private GroupRaces(RaceSite site) {
        this.site = site;
        this.declarations = new DeclarationRaces(site);
    }

    static void run(RaceSite site, int rounds) {
        var races = new GroupRaces(site);
        for (var round = 0; round < rounds; round++) {
            if (round % RacingNodes.SEASON == 0) {
                races.begin(round, Math.min(RacingNodes.SEASON, rounds - round));
            }
            races.limit(round);
            races.exclusivity(round);
            races.circle(round);
            races.invariantsAgainstIntroduction(round);
            races.declarations.run(round);
            if (round % RacingNodes.SEASON == RacingNodes.SEASON - 1 || round == rounds - 1) {
                races.declarations.settle();
            }
        }
    }

    private void begin(int round, int rounds) {
        site.allAccepted(
                Stream.concat(
                                IntStream.range(0, NODES)
                                        .mapToObj(at -> RacingNodes.node(round, at)),
                                IntStream.range(round, round + rounds)
                                        .mapToObj(RacingNodes::declaring))
                        .map(RacingNodes::register)
                        .toList());
        site.allAccepted(
                Stream.concat(
                                Stream.of(RacingNodes.node(round, 1)),
                                IntStream.range(round, round + rounds)
                                        .mapToObj(RacingNodes::declaring))
                        .map(node -> RacingNodes.declaration(node, 40))
                        .toList());
        declarations.begin();
    }

    private void limit(int round) {
        var group = new GroupId("limit-" + round);
        create(new Invariants(Predicate.ALWAYS, 2, "", none()), group);
        var answers =
                site.race(
                        IntStream.range(0, NODES)
                                .mapToObj(at ->
                                        new IntroduceInto(
                                                group, Member.of(RacingNodes.node(round, at))))
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
                                .map(group ->
                                        new IntroduceInto(
                                                group, Member.of(RacingNodes.node(round, 0))))
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
                                new IntroduceInto(group, Member.of(RacingNodes.node(round, 1))),
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

    private void create(Invariants invariants, GroupId... groups) {
        site.allAccepted(
                Stream.of(groups).map(group -> new CreateGroup(group, invariants, "")).toList());
    }

    private void destroy(GroupId... groups) {
        site.allAccepted(Stream.of(groups).map(group -> new DestroyGroup(group, "")).toList());
    }

    static Invariants where(String condition) {
        return new Invariants(Predicate.parse(condition), 0, "", none());
    }

    private static TreeSet<Member.Kind> none() {
        return new TreeSet<>(EnumSet.noneOf(Member.Kind.class));
    }
}
