package dev.lekha.command.registration;

import static dev.lekha.command.Scenario.given;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lekha.kernel.ApplicationEntityId;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.groups.GroupEvent.GroupCreated;
import dev.lekha.kernel.groups.GroupEvent.GroupDestroyed;
import dev.lekha.kernel.groups.GroupId;
import dev.lekha.kernel.groups.Invariants;
import dev.lekha.kernel.naming.NameClass;
import dev.lekha.kernel.registration.EntityNameEvent.EntityNameBound;
import dev.lekha.kernel.registration.EntityNameEvent.EntityNameReleased;
import dev.lekha.kernel.registration.Holder;
import dev.lekha.kernel.registration.LifecycleEvent.NodeProvisioned;
import dev.lekha.kernel.registration.Name;
import dev.lekha.kernel.registration.NameClassEvent.ReusableNamesDeclared;
import dev.lekha.kernel.registration.NameClassEvent.ReusableNamesWithdrawn;
import dev.lekha.kernel.registration.NodeKind;
import dev.lekha.kernel.registration.RegistrationEvent.ApplicationEntityRegistered;
import dev.lekha.kernel.registration.RegistrationEvent.NameBound;
import dev.lekha.kernel.registration.RegistrationEvent.NameReleased;
import dev.lekha.kernel.registration.RegistrationEvent.NodeRegistered;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamingTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final NodeId ONE = new NodeId("pump-1");
    private static final NodeId TWO = new NodeId("pump-2");
    private static final NodeRegistered TWO_THERE =
            new NodeRegistered(TWO, NodeKind.DEVICE, "", "", "");
    private static final NameClass PRIVATE = new NameClass("ipv4:10.0.0.0/8");
    private static final Name ADDRESS = new Name("ipv4:10.0.0.1");
    private static final Caller ACME = new Caller("anna", "acme", Set.of(Role.OPERATOR), Set.of());

    @Test
    @Requirement({"4.8", "9.1"})
    void two_spellings_of_a_name_are_one_name() {
        var one = new NameBound(ONE, new Name("epc:/01/10614141123459/21/400"));
        given(TWO_THERE, one)
                .when(new BindName(TWO, new Name("urn:epc:id:sgtin:0614141.112345.400")))
                .thenRefused("name-taken");
        given(one)
                .when(
                        new ReleaseName(
                                ONE, new Name("epc:https://id.gs1.org/01/10614141123459/21/400")))
                .thenEvents(new NameReleased(ONE, one.name()));
    }

    @Test
    void a_node_that_is_only_expected_can_be_named() {
        var name = new Name("dns:pump.example");
        given(new NodeProvisioned(ONE, NodeKind.DEVICE, "", ""))
                .when(new BindName(ONE, name))
                .thenEvents(new NameBound(ONE, name));
        given().when(new BindName(ONE, name)).thenRefused("node-unknown");
    }

    @Test
    void a_name_is_unique_within_its_tenant_and_within_its_group() {
        var name = new Name("name:pump");
        given(TWO_THERE, new NameBound(ONE, name))
                .when(new BindName(TWO, name, "g1", "", NOON, Caller.PLATFORM))
                .thenEvents(new NameBound(TWO, name, "group:g1", "", ""));
        given(TWO_THERE, new NameBound(ONE, name, "group:g1", "", ""))
                .when(new BindName(TWO, name, "g1", "", NOON, Caller.PLATFORM))
                .thenRefused("name-taken");
        given(TWO_THERE, new NameBound(ONE, name))
                .when(new BindName(TWO, name, "", "", NOON, ACME))
                .thenEvents(new NameBound(TWO, name, "tenant:acme", "", ""));
        given(TWO_THERE, new NameBound(ONE, name, "tenant:acme/group:g1", "", ""))
                .when(new BindName(TWO, name, "g1", "", NOON, ACME))
                .thenRefused("name-taken");
    }

    @Test
    @Requirement("9.2")
    void names_of_a_reusable_class_are_given_to_several_and_after_it_was_withdrawn_to_none_more() {
        var declared = new ReusableNamesDeclared(PRIVATE);
        var shared = new NameBound(TWO, ADDRESS, "", "", NameBound.SHARED);
        given(TWO_THERE, new NameBound(ONE, ADDRESS))
                .when(new BindName(TWO, ADDRESS))
                .thenRefused("name-taken");
        given(declared, TWO_THERE, new NameBound(ONE, ADDRESS))
                .when(new BindName(TWO, ADDRESS))
                .thenEvents(shared);
        given(declared, TWO_THERE, shared).when(new BindName(TWO, ADDRESS)).thenNothing();
        given(
                        declared,
                        new ReusableNamesWithdrawn(PRIVATE),
                        TWO_THERE,
                        new NameBound(ONE, ADDRESS, "", "", NameBound.SHARED))
                .when(new BindName(TWO, ADDRESS))
                .thenRefused("name-taken");
    }

    @Test
    void a_class_is_declared_once_and_withdrawn_once() {
        var declared = new ReusableNamesDeclared(PRIVATE);
        var withdrawn = new ReusableNamesWithdrawn(PRIVATE);
        given().when(new DeclareReusableNames(new NameClass("ipv4:10.9.9.9/8")))
                .thenEvents(declared);
        given(declared).when(new DeclareReusableNames(PRIVATE)).thenNothing();
        given(declared).when(new WithdrawReusableNames(PRIVATE)).thenEvents(withdrawn);
        given(declared, withdrawn).when(new WithdrawReusableNames(PRIVATE)).thenNothing();
    }

    @Test
    void many_stand_at_one_place() {
        var hall = new Name("place:hall-3");
        var there = new NameBound(TWO, hall, "", "", NameBound.SHARED);
        given(TWO_THERE, new NameBound(ONE, hall, "", "", NameBound.SHARED))
                .when(new BindName(TWO, hall))
                .thenEvents(there);
        given(TWO_THERE, there).when(new BindName(TWO, hall)).thenNothing();
        given(there).when(new ReleaseName(TWO, hall)).thenEvents(new NameReleased(TWO, hall));
    }

    @Test
    @Requirement("9.2")
    void a_temporary_name_ends_when_its_time_has_come_unless_its_end_was_moved() {
        var name = new Name("pseudonym:k2j4");
        var one = "2026-11-23T13:00:00Z";
        var bound = new NameBound(TWO, name, "", one, "");
        var due = new EndName(Holder.of(TWO), name, "", one, Instant.parse(one));
        given(TWO_THERE)
                .when(new BindName(TWO, name, "", "PT1H", NOON, Caller.PLATFORM))
                .thenEvents(bound);
        given(bound).when(due).thenEvents(new NameReleased(TWO, name, "", "ended"));
        given(bound)
                .when(new EndName(Holder.of(TWO), name, "", one, Instant.parse(one).minusMillis(1)))
                .thenRefused("not-due");
        given(bound, new NameBound(TWO, name, "", "2026-11-23T14:00:00Z", ""))
                .when(due)
                .thenNothing();
        given(bound, new NameReleased(TWO, name)).when(due).thenNothing();
        given(TWO_THERE, bound)
                .when(new BindName(TWO, name, "", "PT2H", NOON, Caller.PLATFORM))
                .thenEvents(new NameBound(TWO, name, "", "2026-11-23T14:00:00Z", ""));
    }

    @Test
    void a_pseudonym_without_an_end_is_none() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BindName(ONE, new Name("pseudonym:k2j4")))
                .withMessageContaining("lifetime");
    }

    @Test
    @Requirement({"4.8", "9.1"})
    void an_application_and_a_group_have_names_and_no_name_that_another_has_of_whatever_kind() {
        var name = new Name("dns:heat.example");
        var heat = Holder.read("application:heat");
        var roof = Holder.read("group:roof");
        var there = new ApplicationEntityRegistered(new ApplicationEntityId("heat"), "");
        var made = new GroupCreated(new GroupId("roof"), Invariants.NONE, "");
        given(there)
                .when(new BindEntityName(heat, name))
                .thenEvents(new EntityNameBound(heat, name, "", "", ""));
        given(made)
                .when(new BindEntityName(roof, name, "g1", "", NOON, Caller.PLATFORM))
                .thenEvents(new EntityNameBound(roof, name, "group:g1", "", ""));
        given(there, new EntityNameBound(heat, name, "", "", ""), made)
                .when(new BindEntityName(roof, name))
                .thenRefused("name-taken");
        given(there, new EntityNameBound(heat, name, "", "", ""), TWO_THERE)
                .when(new BindName(TWO, name))
                .thenRefused("name-taken");
        given(there, new NameBound(TWO, name))
                .when(new BindEntityName(heat, name))
                .thenRefused("name-taken");
        given(there, new NameBound(TWO, name), new NameReleased(TWO, name))
                .when(new BindEntityName(heat, name))
                .thenEvents(new EntityNameBound(heat, name, "", "", ""));
        given().when(new BindEntityName(heat, name)).thenRefused("application-unknown");
        given(made, new GroupDestroyed(new GroupId("roof"), ""))
                .when(new BindEntityName(roof, name))
                .thenRefused("group-unknown");
    }

    @Test
    void what_an_application_is_called_is_given_up_or_ends() {
        var name = new Name("name:heat");
        var heat = Holder.read("application:heat");
        var end = "2026-11-23T13:00:00Z";
        var bound = new EntityNameBound(heat, name, "", end, "");
        given(bound)
                .when(new ReleaseEntityName(heat, name))
                .thenEvents(new EntityNameReleased(heat, name, "", ""));
        given(bound)
                .when(new EndName(heat, name, "", end, Instant.parse(end)))
                .thenEvents(new EntityNameReleased(heat, name, "", "ended"));
        given(bound)
                .when(new ReleaseEntityName(Holder.read("application:cold"), name))
                .thenRefused("name-unknown");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BindEntityName(Holder.of(TWO), name))
                .withMessageContaining("application:id");
    }
}
