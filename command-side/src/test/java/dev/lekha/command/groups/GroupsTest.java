package dev.lekha.command.groups;

import static dev.lekha.command.Scenario.given;
import static dev.lekha.command.groups.ModifyInvariants.Violators.EVICT;
import static dev.lekha.command.groups.ModifyInvariants.Violators.REFUSE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.command.Verdict;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.groups.GroupEvent.EntityIntroduced;
import dev.lekha.kernel.groups.GroupEvent.EntityRemoved;
import dev.lekha.kernel.groups.GroupEvent.GroupCreated;
import dev.lekha.kernel.groups.GroupEvent.GroupDestroyed;
import dev.lekha.kernel.groups.GroupEvent.GroupEngaged;
import dev.lekha.kernel.groups.GroupEvent.GroupReleased;
import dev.lekha.kernel.groups.GroupEvent.InvariantsModified;
import dev.lekha.kernel.groups.GroupEvent.MemberEvictedByInvariant;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.groups.Invariants;
import dev.lekha.kernel.groups.Member;
import dev.lekha.kernel.predicate.Predicate;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.registration.Capabilities;
import dev.lekha.kernel.registration.CapabilityEvent.CapabilitiesDeclared;
import dev.lekha.kernel.registration.CapabilitySource;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.NodeQualities;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GroupsTest {
    private static final GroupId ROOF = new GroupId("roof");
    private static final GroupId HOUSE = new GroupId("house");
    private static final NodeId PUMP = new NodeId("pump");
    private static final NodeId VALVE = new NodeId("valve");
    private static final Invariants CHARGED = where("battery > 30");

    @Test
    @Requirement("6.3-Create-group")
    void a_group_is_created_once_for_ever() {
        given().when(new CreateGroup(ROOF, CHARGED, "up there"))
                .thenEvents(new GroupCreated(ROOF, CHARGED, "up there"));
        given(created(ROOF, CHARGED))
                .when(new CreateGroup(ROOF, Invariants.NONE, ""))
                .thenRefused("group-taken");
        given(created(ROOF, CHARGED), new GroupDestroyed(ROOF, ""))
                .when(new CreateGroup(ROOF, Invariants.NONE, ""))
                .thenRefused("group-taken");
    }

    @Test
    @Requirement("6.3-Introduce-into")
    void a_node_that_fulfils_the_invariants_comes_in_and_its_qualities_are_kept() {
        given(created(ROOF, CHARGED), registered(PUMP), battery(PUMP, 1, 31))
                .when(introduce(PUMP))
                .thenEvents(introduced(ROOF, PUMP, 1, 31));
    }

    @Test
    @Requirement("6.3-Introduce-into")
    void whoever_breaks_an_invariant_is_refused_and_told_which() {
        var answer =
                given(created(ROOF, CHARGED), registered(PUMP), battery(PUMP, 1, 30))
                        .when(introduce(PUMP));
        answer.thenRefused("invariant-broken");
        assertThat(((Verdict.Denied) answer.verdict()).sentence())
                .isEqualTo("node:pump does not fulfil: battery > 30.");
        given(created(ROOF, CHARGED), registered(PUMP))
                .when(introduce(PUMP))
                .thenRefused("invariant-broken");
    }

    @Test
    void what_is_not_there_is_not_introduced_and_not_into_what_is_not_there() {
        given(created(ROOF, Invariants.NONE)).when(introduce(PUMP)).thenRefused("member-unknown");
        given(created(ROOF, Invariants.NONE), registered(PUMP), new NodeDeregistered(PUMP, ""))
                .when(introduce(PUMP))
                .thenRefused("member-unknown");
        given(registered(PUMP)).when(introduce(PUMP)).thenRefused("group-unknown");
        given(registered(PUMP), created(ROOF, Invariants.NONE), new GroupDestroyed(ROOF, ""))
                .when(introduce(PUMP))
                .thenRefused("group-unknown");
    }

    @Test
    void coming_in_twice_changes_nothing_and_coming_back_is_another_stay() {
        var history = List.of(created(ROOF, limit(2)), registered(PUMP), introduced(ROOF, PUMP, 1));
        given(history).when(introduce(PUMP)).thenNothing();
        given(and(history, new EntityRemoved(ROOF, Member.of(PUMP), 1, "")))
                .when(introduce(PUMP))
                .thenEvents(introduced(ROOF, PUMP, 2));
    }

    @Test
    void a_full_group_takes_no_more_until_somebody_leaves() {
        var history =
                List.of(
                        created(ROOF, limit(1)),
                        registered(PUMP),
                        registered(VALVE),
                        introduced(ROOF, VALVE, 1));
        given(history).when(introduce(PUMP)).thenRefused("group-full");
        given(and(history, new EntityRemoved(ROOF, Member.of(VALVE), 1, "")))
                .when(introduce(PUMP))
                .thenEvents(introduced(ROOF, PUMP, 1));
    }

    @Test
    void an_entity_is_in_one_group_of_an_exclusivity_scope() {
        var shift = new Invariants(Predicate.ALWAYS, 0, "shift", new TreeSet<>());
        var history =
                List.of(
                        created(ROOF, shift),
                        created(HOUSE, shift),
                        registered(PUMP),
                        new EntityIntroduced(HOUSE, Member.of(PUMP), 1, "shift", qualities(PUMP)));
        given(history).when(introduce(PUMP)).thenRefused("member-elsewhere");
        given(and(history, new EntityRemoved(HOUSE, Member.of(PUMP), 1, "")))
                .when(introduce(PUMP))
                .thenEvents(
                        new EntityIntroduced(ROOF, Member.of(PUMP), 1, "shift", qualities(PUMP)));
    }

    @Test
    void groups_are_members_where_they_are_admitted_and_never_in_a_circle() {
        var both = admits(Member.Kind.NODE, Member.Kind.GROUP);
        given(created(ROOF, Invariants.NONE), created(HOUSE, Invariants.NONE))
                .when(new IntroduceInto(HOUSE, Member.of(ROOF)))
                .thenRefused("member-kind");
        given(created(HOUSE, both))
                .when(new IntroduceInto(HOUSE, Member.of(ROOF)))
                .thenRefused("member-unknown");
        var nested =
                List.<DomainEvent>of(
                        created(ROOF, both), created(HOUSE, both), inside(HOUSE, ROOF));
        given(nested.subList(0, 2))
                .when(new IntroduceInto(HOUSE, Member.of(ROOF)))
                .thenEvents(inside(HOUSE, ROOF));
        given(nested).when(new IntroduceInto(ROOF, Member.of(HOUSE))).thenRefused("group-circle");
        given(nested).when(new IntroduceInto(ROOF, Member.of(ROOF))).thenRefused("group-circle");
        var town = new GroupId("town");
        given(and(nested, created(town, both), inside(town, HOUSE)))
                .when(new IntroduceInto(ROOF, Member.of(town)))
                .thenRefused("group-circle");
        given(and(nested, new EntityRemoved(HOUSE, Member.of(ROOF), 1, "")))
                .when(new IntroduceInto(ROOF, Member.of(HOUSE)))
                .thenEvents(inside(ROOF, HOUSE));
    }

    @Test
    void what_a_group_has_in_it_counts_neither_for_nor_against_the_group_it_comes_into() {
        var one =
                new Invariants(
                        Predicate.ALWAYS, 1, "", new TreeSet<>(EnumSet.allOf(Member.Kind.class)));
        var full = List.of(created(ROOF, one), registered(PUMP), introduced(ROOF, PUMP, 1));
        given(and(full, created(HOUSE, one)))
                .when(new IntroduceInto(HOUSE, Member.of(ROOF)))
                .thenEvents(inside(HOUSE, ROOF));
        given(and(full, created(HOUSE, one)))
                .when(new IntroduceInto(ROOF, Member.of(HOUSE)))
                .thenRefused("group-full");
        given(and(full, created(HOUSE, one), new GroupDestroyed(HOUSE, "")))
                .when(new IntroduceInto(HOUSE, Member.of(ROOF)))
                .thenRefused("group-unknown");
    }

    @Test
    @Requirement("6.3-Remove-from")
    void whoever_is_in_can_be_removed_and_nobody_else() {
        var history = List.of(created(ROOF, limit(2)), registered(PUMP), introduced(ROOF, PUMP, 1));
        given(history)
                .when(new RemoveFrom(ROOF, Member.of(PUMP), "sold"))
                .thenEvents(new EntityRemoved(ROOF, Member.of(PUMP), 1, "sold"));
        given(history).when(new RemoveFrom(ROOF, Member.of(VALVE), "")).thenRefused("not-a-member");
        given(history).when(new RemoveFrom(HOUSE, Member.of(PUMP), "")).thenRefused("not-a-member");
    }

    @Test
    @Requirement("6.3-Modify-invariants")
    void new_invariants_evict_each_violator_with_its_cause_as_members_stand_now() {
        given(twoMembers())
                .when(new ModifyInvariants(ROOF, where("battery > 50"), EVICT))
                .thenEvents(
                        new InvariantsModified(ROOF, where("battery > 50")),
                        new MemberEvictedByInvariant(ROOF, Member.of(VALVE), 1, "battery > 50"));
    }

    @Test
    @Requirement("6.3-Modify-invariants")
    void or_are_refused_and_name_the_violators() {
        var answer =
                given(twoMembers()).when(new ModifyInvariants(ROOF, where("battery > 50"), REFUSE));
        answer.thenRefused("members-violate");
        assertThat(((Verdict.Denied) answer.verdict()).sentence())
                .contains("1 of roof")
                .contains("node:valve (battery > 50)");
        given(twoMembers())
                .when(new ModifyInvariants(ROOF, where("battery > 10"), REFUSE))
                .thenEvents(new InvariantsModified(ROOF, where("battery > 10")));
    }

    @Test
    void of_more_members_than_the_new_limit_those_leave_who_came_last() {
        given(twoMembers())
                .when(new ModifyInvariants(ROOF, limit(1), EVICT))
                .thenEvents(
                        new InvariantsModified(ROOF, limit(1)),
                        new MemberEvictedByInvariant(ROOF, Member.of(VALVE), 1, "limit 1"));
        given(twoMembers())
                .when(new ModifyInvariants(ROOF, admits(Member.Kind.GROUP), EVICT))
                .thenEvents(
                        new InvariantsModified(ROOF, admits(Member.Kind.GROUP)),
                        new MemberEvictedByInvariant(ROOF, Member.of(PUMP), 1, "admits [GROUP]"),
                        new MemberEvictedByInvariant(ROOF, Member.of(VALVE), 1, "admits [GROUP]"));
    }

    @Test
    void modifying_is_of_groups_and_the_same_again_is_nothing() {
        given().when(new ModifyInvariants(ROOF, CHARGED, EVICT)).thenRefused("group-unknown");
        given(created(ROOF, CHARGED))
                .when(new ModifyInvariants(ROOF, CHARGED, EVICT))
                .thenNothing();
        var shift = new Invariants(Predicate.ALWAYS, 0, "shift", new TreeSet<>());
        given(created(ROOF, CHARGED))
                .when(new ModifyInvariants(ROOF, shift, EVICT))
                .thenEvents(new InvariantsModified(ROOF, shift));
        given(twoMembers())
                .when(new ModifyInvariants(ROOF, shift, EVICT))
                .thenRefused("exclusivity-fixed");
    }

    @Test
    void a_node_whose_capabilities_break_an_invariant_is_evicted_once() {
        var history =
                List.of(
                        created(ROOF, CHARGED),
                        registered(PUMP),
                        battery(PUMP, 1, 31),
                        introduced(ROOF, PUMP, 1, 31));
        var low = battery(PUMP, 2, 29, ROOF);
        var evicted = new MemberEvictedByInvariant(ROOF, Member.of(PUMP), 1, "battery > 30");
        given(history).when(new EvictViolator(ROOF, PUMP)).thenNothing();
        given(and(history, low)).when(new EvictViolator(ROOF, PUMP)).thenEvents(evicted);
        given(and(history, low, evicted)).when(new EvictViolator(ROOF, PUMP)).thenNothing();
        given(and(history, low, new InvariantsModified(ROOF, limit(5))))
                .when(new EvictViolator(ROOF, PUMP))
                .thenNothing();
        given(and(history, new NodeDeregistered(PUMP, "")))
                .when(new EvictViolator(ROOF, PUMP))
                .thenEvents(new MemberEvictedByInvariant(ROOF, Member.of(PUMP), 1, "deregistered"));
    }

    @Test
    void a_declaration_asks_for_a_check_in_each_group_of_the_node() {
        var policy = new WhenCapabilitiesDeclaredThenEvictViolators();
        var heard =
                new Fact(9, "e9", Instant.EPOCH, "a", "default", battery(PUMP, 2, 1, ROOF, HOUSE));
        assertThat(policy.react(heard))
                .isEqualTo(List.of(new EvictViolator(HOUSE, PUMP), new EvictViolator(ROOF, PUMP)));
    }

    @Test
    @Requirement("6.3-Destroy-group")
    void a_group_is_destroyed_with_all_its_memberships() {
        var history =
                and(twoMembers(), created(HOUSE, admits(Member.Kind.GROUP)), inside(HOUSE, ROOF));
        given(history)
                .when(new DestroyGroup(ROOF, "rebuilt"))
                .thenEvents(
                        left(ROOF, Member.of(PUMP)),
                        left(ROOF, Member.of(VALVE)),
                        left(HOUSE, Member.of(ROOF)),
                        new GroupDestroyed(ROOF, "rebuilt"));
        given().when(new DestroyGroup(ROOF, "")).thenRefused("group-unknown");
    }

    @Test
    @Requirement("6.3-Destroy-group")
    void a_group_that_a_transaction_works_on_stays_until_it_is_released() {
        var engaged = List.<DomainEvent>of(created(ROOF, CHARGED), new GroupEngaged(ROOF, "tx-1"));
        given(engaged).when(new DestroyGroup(ROOF, "")).thenRefused("group-engaged");
        given(and(engaged, new GroupReleased(ROOF, "tx-1")))
                .when(new DestroyGroup(ROOF, ""))
                .thenEvents(new GroupDestroyed(ROOF, ""));
    }

    private static List<DomainEvent> twoMembers() {
        return List.of(
                created(ROOF, CHARGED),
                registered(PUMP),
                registered(VALVE),
                battery(PUMP, 1, 40),
                introduced(ROOF, PUMP, 1, 40),
                battery(VALVE, 1, 90),
                introduced(ROOF, VALVE, 1, 90),
                battery(PUMP, 2, 60, ROOF),
                battery(VALVE, 2, 40, ROOF));
    }

    private static List<DomainEvent> and(List<? extends DomainEvent> history, DomainEvent... more) {
        var all = new ArrayList<DomainEvent>(history);
        all.addAll(List.of(more));
        return all;
    }

    private static Invariants where(String condition) {
        return new Invariants(Predicate.parse(condition), 0, "", new TreeSet<>());
    }

    private static Invariants limit(int limit) {
        return new Invariants(Predicate.ALWAYS, limit, "", new TreeSet<>());
    }

    private static Invariants admits(Member.Kind... kinds) {
        var admitted = EnumSet.copyOf(List.of(kinds));
        return new Invariants(Predicate.ALWAYS, 0, "", new TreeSet<>(admitted));
    }

    private static DomainEvent created(GroupId group, Invariants invariants) {
        return new GroupCreated(group, invariants, "");
    }

    private static DomainEvent registered(NodeId node) {
        return new NodeRegistered(node, NodeKind.DEVICE, "", "", "");
    }

    private static CapabilitiesDeclared battery(
            NodeId node, long revision, int percent, GroupId... groups) {
        return new CapabilitiesDeclared(
                node,
                NodeKind.DEVICE,
                CapabilitySource.DEVICE,
                revision,
                charge(percent),
                new TreeMap<>(),
                new TreeSet<>(Arrays.asList(groups)),
                List.of());
    }

    private static Capabilities charge(int percent) {
        var battery = new TreeMap<String, Quality>();
        battery.put("battery", new Quality.Numeric(BigDecimal.valueOf(percent)));
        return Capabilities.NONE.with(CapabilitySource.DEVICE, battery);
    }

    private static DomainEvent introduced(GroupId group, NodeId node, long stay) {
        return new EntityIntroduced(group, Member.of(node), stay, "", qualities(node));
    }

    private static DomainEvent introduced(GroupId group, NodeId node, long stay, int percent) {
        return new EntityIntroduced(
                group,
                Member.of(node),
                stay,
                "",
                NodeQualities.of(node, NodeKind.DEVICE, charge(percent)));
    }

    private static SortedMap<String, Quality> qualities(NodeId node) {
        return NodeQualities.of(node, NodeKind.DEVICE, Capabilities.NONE);
    }

    private static DomainEvent inside(GroupId group, GroupId subgroup) {
        return new EntityIntroduced(group, Member.of(subgroup), 1, "", new TreeMap<>());
    }

    private static IntroduceInto introduce(NodeId node) {
        return new IntroduceInto(ROOF, Member.of(node));
    }

    private static DomainEvent left(GroupId group, Member member) {
        return new EntityRemoved(group, member, 1, "the group was destroyed");
    }
}
