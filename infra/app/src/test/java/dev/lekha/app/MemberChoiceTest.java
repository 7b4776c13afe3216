package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.command.groups.CreateGroup;
import dev.lekha.command.groups.DestroyGroup;
import dev.lekha.command.groups.IntroduceInto;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.groups.Invariants;
import dev.lekha.kernel.groups.Member;
import dev.lekha.kernel.groups.MemberSearch.Found;
import dev.lekha.kernel.predicate.Predicate;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.registration.Capabilities;
import dev.lekha.kernel.registration.CapabilityEvent.CapabilitiesDeclared;
import dev.lekha.kernel.registration.CapabilitySource;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.query.MemberChoice;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which nodes an operation is for, over the views themselves. */
class MemberChoiceTest {
    private static final Invariants OF_ALL =
            new Invariants(
                    Predicate.ALWAYS,
                    0,
                    "",
                    new TreeSet<>(Set.of(Member.Kind.NODE, Member.Kind.GROUP)));

    @TempDir Path folder;

    private GroupSite site;

    /** Roof has m1, m3 and east; east has m2, m3 and, within inner, m4. m5 is in no group. */
    @BeforeEach
    void a_group_with_subgroups() {
        site = GroupSite.inFolder(folder);
        node("m1", 90);
        node("m2", 20);
        node("m3", 40);
        node("m4", 31);
        node("m5", 99);
        for (var group : List.of("roof", "east", "inner", "empty")) {
            ask(new CreateGroup(new GroupId(group), OF_ALL, ""));
        }
        introduce("roof", "node:m1", "node:m3", "group:east");
        introduce("east", "node:m2", "node:m3", "group:inner");
        introduce("inner", "node:m4");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void node(String id, int battery) {
        var said = new TreeMap<String, Quality>();
        said.put("battery", new Quality.Numeric(BigDecimal.valueOf(battery)));
        var capabilities = Capabilities.NONE.with(CapabilitySource.PRECONFIGURED, said);
        var node = new NodeId(id);
        List<DomainEvent> events =
                List.of(
                        new NodeRegistered(node, NodeKind.DEVICE, "", "", ""),
                        new CapabilitiesDeclared(
                                node,
                                NodeKind.DEVICE,
                                CapabilitySource.PRECONFIGURED,
                                1,
                                capabilities,
                                new TreeMap<>(Map.of()),
                                new TreeSet<>(Set.of()),
                                List.of()));
        site.happened(events);
    }

    private void introduce(String group, String... members) {
        for (var member : members) {
            ask(new IntroduceInto(new GroupId(group), Member.read(member)));
        }
    }

    private void ask(dev.lekha.command.Decision<?> decision) {
        assertThat(site.ask(decision)).isEqualTo("accepted");
    }

    private Found find(String group, String where) {
        return find(group, where, 10, Set.of());
    }

    private Found find(String group, String where, int most, Set<String> scopes) {
        Discovery.views(site.views())
                .forEach(view -> view.follow(site.facts(view.position().orElse(0))));
        var caller = new Caller("anna", "default", Set.of(Role.OPERATOR), scopes);
        var choice =
                new MemberChoice(
                        site.views(),
                        Clock.systemUTC(),
                        (view, position, _) -> site.views().position(view) >= position,
                        site.log(),
                        most);
        return choice.find(caller, group, Predicate.parse(where));
    }

    private void refused(Refused.Kind kind, String code, String group, int most, String... scopes) {
        assertThatThrownBy(() -> find(group, "battery > 30", most, Set.of(scopes)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        no -> {
                            assertThat(no.kind()).isEqualTo(kind);
                            assertThat(no.code()).isEqualTo(code);
                        });
    }

    @Test
    @Requirement({"6.3", "6.6"})
    void members_of_a_group_and_of_its_subgroups_are_taken_once_where_they_fit() {
        var all = find("roof", "");
        assertThat(all.nodes()).containsExactly("m1", "m2", "m3", "m4");
        assertThat(all.unfit()).isZero();
        var fitting = find("roof", "battery > 30");
        assertThat(fitting.nodes()).containsExactly("m1", "m3", "m4");
        assertThat(fitting.unfit()).isEqualTo(1);
        assertThat(fitting.position()).isEqualTo(site.head());
        assertThat(find("inner", "").nodes()).containsExactly("m4");
    }

    @Test
    @Requirement("6.6")
    void without_a_group_all_nodes_that_fit_are_taken() {
        var found = find("", "battery > 30");
        assertThat(found.nodes()).containsExactly("m1", "m3", "m4", "m5");
        assertThat(found.unfit()).isZero();
        assertThat(find("", "not group = \"roof\" and battery > 90").nodes()).containsExactly("m5");
        assertThat(find("", "battery > 99").nodes()).isEmpty();
    }

    @Test
    void a_group_of_nobody_is_none_and_one_that_is_not_there_is_refused() {
        assertThat(find("empty", "").nodes()).isEmpty();
        refused(Refused.Kind.UNKNOWN, "group-unknown", "cellar", 10);
        ask(new DestroyGroup(new GroupId("inner"), ""));
        refused(Refused.Kind.UNKNOWN, "group-unknown", "inner", 10);
        assertThat(find("roof", "").nodes()).containsExactly("m1", "m2", "m3");
    }

    @Test
    void more_than_may_be_are_refused_however_they_are_named() {
        assertThat(find("roof", "battery > 30", 4, Set.of()).nodes()).hasSize(3);
        refused(Refused.Kind.CONFLICT, "too-many-members", "roof", 3);
        refused(Refused.Kind.CONFLICT, "too-many-members", "", 3);
    }

    @Test
    void who_may_not_read_what_the_choice_goes_by_gets_none() {
        refused(Refused.Kind.FORBIDDEN, "forbidden", "", 10, "provisioning");
        refused(Refused.Kind.FORBIDDEN, "forbidden", "roof", 10, "provisioning", "registration");
    }

    @Test
    void views_that_are_behind_are_waited_for_and_then_it_is_busy() {
        find("roof", "");
        var choice =
                new MemberChoice(
                        site.views(), Clock.systemUTC(), (_, _, _) -> false, site.log(), 10);
        var caller = new Caller("anna", "default", Set.of(Role.OPERATOR), Set.of());
        assertThatThrownBy(() -> choice.find(caller, "roof", Predicate.ALWAYS))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.kind()).isEqualTo(Refused.Kind.BUSY));
    }
}
