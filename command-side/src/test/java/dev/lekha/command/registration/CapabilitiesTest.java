package dev.lekha.command.registration;

import static dev.lekha.command.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.groups.GroupEvent.EntityIntroduced;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.groups.Member;
import dev.lekha.kernel.predicate.Predicate;
import dev.lekha.kernel.predicate.Quality;
import dev.lekha.kernel.registration.Capabilities;
import dev.lekha.kernel.registration.CapabilityEvent.Binding;
import dev.lekha.kernel.registration.CapabilityEvent.CapabilitiesDeclared;
import dev.lekha.kernel.registration.CapabilityEvent.ServiceClassBound;
import dev.lekha.kernel.registration.CapabilityEvent.ServiceClassDefined;
import dev.lekha.kernel.registration.CapabilityEvent.ServiceClassMismatchMended;
import dev.lekha.kernel.registration.CapabilityEvent.ServiceClassMismatchWarned;
import dev.lekha.kernel.registration.CapabilitySource;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRegistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeDeregistered;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import dev.lekha.kernel.registration.ServiceClassId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {
    private static final NodeId PUMP = new NodeId("pump");
    private static final GroupId ROOF = new GroupId("roof");
    private static final ApplicationEntityId APP = new ApplicationEntityId("app");
    private static final ServiceClassId UPDATABLE = new ServiceClassId("updatable");
    private static final Caller OPERATOR =
            new Caller("operator", "default", Set.of(Role.OPERATOR), Set.of());
    private static final Caller DEVICE = new Caller("pump", "default", Set.of(Role.NODE), Set.of());
    private static final DomainEvent REGISTERED =
            new NodeRegistered(PUMP, NodeKind.DEVICE, "", "", "");

    @Test
    @Requirement({"6.16", "5.2.2"})
    void the_devices_word_outranks_what_was_preconfigured_and_both_are_kept() {
        var first =
                declared(
                        CapabilitySource.PRECONFIGURED,
                        1,
                        new Capabilities(flag("fwUpdate", true), flags()),
                        flags());
        given(REGISTERED).when(declare(OPERATOR, flag("fwUpdate", true))).thenEvents(first);

        var second =
                declared(
                        CapabilitySource.DEVICE,
                        2,
                        new Capabilities(flag("fwUpdate", true), flag("fwUpdate", false)),
                        flag("fwUpdate", true));
        given(REGISTERED, first).when(declare(DEVICE, flag("fwUpdate", false))).thenEvents(second);
        assertThat(second.capabilities().effective()).isEqualTo(flag("fwUpdate", false));
        given(REGISTERED, first, second)
                .when(declare(DEVICE, flag("fwUpdate", false)))
                .thenNothing();
    }

    @Test
    void a_node_speaks_for_itself_alone_and_nobody_for_one_that_is_not_there() {
        assertThat(declare(OPERATOR, flags()).permits(DEVICE)).isTrue();
        assertThat(new DeclareCapabilities(new NodeId("valve"), flags(), DEVICE).permits(DEVICE))
                .isFalse();
        given().when(declare(OPERATOR, flag("a", true))).thenRefused("node-unknown");
    }

    @Test
    void what_the_platform_says_and_what_no_condition_can_name_is_not_declared() {
        for (var name : new String[] {"node", "kind", "group", "serviceClass", "and", "a b", ""}) {
            assertThatThrownBy(() -> declare(OPERATOR, flag(name, true)))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_declaration_names_the_groups_and_bindings_that_go_by_it() {
        given(
                        REGISTERED,
                        new EntityIntroduced(ROOF, Member.of(PUMP), 1, "", flags()),
                        new ServiceClassBound(APP, PUMP, UPDATABLE))
                .when(declare(DEVICE, flag("a", true)))
                .thenEvents(
                        new CapabilitiesDeclared(
                                PUMP,
                                NodeKind.DEVICE,
                                CapabilitySource.DEVICE,
                                1,
                                new Capabilities(flags(), flag("a", true)),
                                flags(),
                                new TreeSet<>(Set.of(ROOF)),
                                List.of(new Binding(APP, UPDATABLE))));
    }

    @Test
    void a_node_that_left_can_do_nothing_and_that_is_said_once() {
        var could =
                declared(
                        CapabilitySource.DEVICE,
                        1,
                        new Capabilities(flags(), flag("a", true)),
                        flags());
        var left = new NodeDeregistered(PUMP, "");
        var withdrawn =
                declared(CapabilitySource.PRECONFIGURED, 2, Capabilities.NONE, flag("a", true));
        assertThat(
                        new WhenNodeDeregisteredThenWithdrawCapabilities()
                                .react(new Fact(3, "e", Instant.EPOCH, "a", "default", left)))
                .isEqualTo(List.of(new WithdrawCapabilities(PUMP)));
        given(REGISTERED, could).when(new WithdrawCapabilities(PUMP)).thenNothing();
        given(REGISTERED, could, left).when(new WithdrawCapabilities(PUMP)).thenEvents(withdrawn);
        given(REGISTERED, could, left, withdrawn)
                .when(new WithdrawCapabilities(PUMP))
                .thenNothing();
        given(REGISTERED, could, left, REGISTERED)
                .when(new WithdrawCapabilities(PUMP))
                .thenEvents(withdrawn);
        given(REGISTERED, left).when(new WithdrawCapabilities(PUMP)).thenNothing();
    }

    @Test
    void a_service_class_is_defined_once() {
        var requires = Predicate.parse("fwUpdate = true");
        var defined = new ServiceClassDefined(UPDATABLE, requires, "");
        given().when(new DefineServiceClass(UPDATABLE, requires, "")).thenEvents(defined);
        given(defined).when(new DefineServiceClass(UPDATABLE, requires, "")).thenNothing();
        given(defined)
                .when(new DefineServiceClass(UPDATABLE, Predicate.ALWAYS, ""))
                .thenRefused("service-class-defined");
    }

    @Test
    @Requirement("4.0")
    void a_binding_that_does_not_fit_is_made_with_a_warning() {
        given(boundTo())
                .when(new BindServiceClass(APP, PUMP, UPDATABLE))
                .thenEvents(new ServiceClassBound(APP, PUMP, UPDATABLE), warned());
        given(and(boundTo(), updates(true)))
                .when(new BindServiceClass(APP, PUMP, UPDATABLE))
                .thenEvents(new ServiceClassBound(APP, PUMP, UPDATABLE));
    }

    @Test
    void only_what_is_there_is_bound_and_twice_is_nothing() {
        var bind = new BindServiceClass(APP, PUMP, UPDATABLE);
        given(boundTo().subList(0, 2)).when(bind).thenRefused("service-class-unknown");
        given(boundTo().subList(1, 3)).when(bind).thenRefused("node-unknown");
        given(boundTo().get(0), boundTo().get(2)).when(bind).thenRefused("application-unknown");
        given(and(boundTo(), new ServiceClassBound(APP, PUMP, UPDATABLE))).when(bind).thenNothing();
    }

    @Test
    @Requirement("4.0")
    void every_change_is_checked_against_each_binding_and_a_warning_is_taken_back() {
        var bound = and(boundTo(), new ServiceClassBound(APP, PUMP, UPDATABLE), warned());
        var check = new CheckServiceClass(APP, PUMP, UPDATABLE);
        var mended = new ServiceClassMismatchMended(APP, PUMP, UPDATABLE);
        given(bound).when(check).thenNothing();
        given(and(bound, updates(true))).when(check).thenEvents(mended);
        given(and(bound, updates(true), mended)).when(check).thenNothing();
        given(and(bound, updates(true), mended, updates(false))).when(check).thenEvents(warned());
        given(and(bound, new NodeDeregistered(PUMP, "")))
                .when(check)
                .thenEvents(
                        new ServiceClassMismatchWarned(
                                APP, PUMP, UPDATABLE, "the node is not registered"));
        given(and(bound, new ServiceClassBound(APP, PUMP, new ServiceClassId("other"))))
                .when(check)
                .thenNothing();
        assertThat(
                        new WhenCapabilitiesDeclaredThenCheckServiceClasses()
                                .react(
                                        new Fact(
                                                9,
                                                "e",
                                                Instant.EPOCH,
                                                "a",
                                                "default",
                                                updates(true))))
                .isEqualTo(List.of(check));
    }

    private static List<DomainEvent> boundTo() {
        return List.of(
                REGISTERED,
                new ApplicationEntityRegistered(APP, ""),
                new ServiceClassDefined(UPDATABLE, Predicate.parse("fwUpdate = true"), ""));
    }

    private static ServiceClassMismatchWarned warned() {
        return new ServiceClassMismatchWarned(APP, PUMP, UPDATABLE, "fwUpdate = true");
    }

    private static DomainEvent updates(boolean can) {
        return new CapabilitiesDeclared(
                PUMP,
                NodeKind.DEVICE,
                CapabilitySource.DEVICE,
                1,
                new Capabilities(flags(), flag("fwUpdate", can)),
                flags(),
                new TreeSet<>(),
                List.of(new Binding(APP, UPDATABLE)));
    }

    private static List<DomainEvent> and(List<? extends DomainEvent> history, DomainEvent... more) {
        var all = new ArrayList<DomainEvent>(history);
        all.addAll(List.of(more));
        return all;
    }

    private static CapabilitiesDeclared declared(
            CapabilitySource source,
            long revision,
            Capabilities capabilities,
            SortedMap<String, Quality> replaced) {
        return new CapabilitiesDeclared(
                PUMP,
                NodeKind.DEVICE,
                source,
                revision,
                capabilities,
                replaced,
                new TreeSet<>(),
                List.of());
    }

    private static DeclareCapabilities declare(Caller caller, SortedMap<String, Quality> said) {
        return new DeclareCapabilities(PUMP, said, caller);
    }

    private static SortedMap<String, Quality> flags() {
        return new TreeMap<>();
    }

    private static SortedMap<String, Quality> flag(String name, boolean set) {
        var one = flags();
        one.put(name, new Quality.Flag(set));
        return one;
    }
}
