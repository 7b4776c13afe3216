package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.command.Deciding;
import dev.lekha.command.Reacting;
import dev.lekha.command.registration.WhenNodeDeregisteredThenWithdrawCapabilities;
import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Fact;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of several tenants over one log: to each, only its own history is there. */
class TenantHistoryTest {
    private static final Caller ACME = operator("acme");
    private static final Caller OTHER = operator("other");
    private static final String PUMP = "{\"node\":\"pump-1\",\"kind\":\"DEVICE\"}";

    @TempDir Path folder;

    private Core core;

    private static Caller operator(String tenant) {
        return new Caller("ops", tenant, Set.of(Role.OPERATOR), Set.of());
    }

    @BeforeEach
    void open() {
        core = new Core(folder);
    }

    @AfterEach
    void close() {
        core.close();
    }

    private Answer send(Caller caller, String command, String body, String key) {
        var name = command.split("/", 2);
        return core.commands.send(Core.request(name[0], name[1], body, key, caller)).join();
    }

    private void refused(String code, Caller caller, String command, String body) {
        assertThatThrownBy(() -> send(caller, command, body, ""))
                .isInstanceOf(CompletionException.class)
                .cause()
                .satisfies(no -> assertThat(((Refused) no).code()).isEqualTo(code));
    }

    private List<Log.Stored> log() {
        var all = new ArrayList<Log.Stored>();
        try (var cursor = core.store.reader().after(0, Log.Filter.ALL)) {
            for (var next = cursor.next(Duration.ZERO);
                    next.isPresent();
                    next = cursor.next(Duration.ZERO)) {
                all.add(next.get());
            }
        }
        return all;
    }

    @Test
    void what_another_tenant_has_is_not_there_and_the_refusal_is_kept_with_the_asker() {
        send(ACME, "registration/RegisterNode", PUMP, "");
        for (var caller : List.of(OTHER, Core.OPERATOR)) {
            refused("node-unknown", caller, "registration/RetireNode", "{\"node\":\"pump-1\"}");
            refused("node-unknown", caller, "registration/RetireNode", "{\"node\":\"pump-2\"}");
        }
        assertThat(log())
                .filteredOn(event -> event.type().equals("evidence.CommandRefused"))
                .extracting(event -> event.metadata().get("tenant"))
                .containsExactly("other", "other", "default", "default");
        send(ACME, "registration/RetireNode", "{\"node\":\"pump-1\"}", "");
    }

    @Test
    void two_tenants_call_their_own_alike() {
        for (var caller : List.of(ACME, OTHER, Core.OPERATOR)) {
            send(caller, "registration/RegisterNode", PUMP, "");
            send(
                    caller,
                    "registration/BindName",
                    "{\"node\":\"pump-1\",\"name\":\"dns:pump.example\"}",
                    "");
            send(caller, "groups/CreateGroup", "{\"group\":\"roof\",\"invariants\":{}}", "");
            refused(
                    "group-taken",
                    caller,
                    "groups/CreateGroup",
                    "{\"group\":\"roof\",\"invariants\":{}}");
        }
        send(OTHER, "registration/RetireNode", "{\"node\":\"pump-1\"}", "");
        send(ACME, "groups/IntroduceInto", "{\"group\":\"roof\",\"member\":\"node:pump-1\"}", "");
    }

    @Test
    void an_entity_of_one_tenant_does_not_come_into_a_group_of_another() {
        send(ACME, "registration/RegisterNode", PUMP, "");
        send(OTHER, "groups/CreateGroup", "{\"group\":\"roof\",\"invariants\":{}}", "");
        refused(
                "member-unknown",
                OTHER,
                "groups/IntroduceInto",
                "{\"group\":\"roof\",\"member\":\"node:pump-1\"}");
        refused(
                "group-unknown",
                ACME,
                "groups/IntroduceInto",
                "{\"group\":\"roof\",\"member\":\"node:pump-1\"}");
    }

    @Test
    void the_same_idempotency_key_of_two_tenants_is_two_keys() {
        var acme = send(ACME, "registration/RegisterNode", PUMP, "k");
        var other = send(OTHER, "registration/RegisterNode", PUMP, "k");
        assertThat(other.repeated()).isFalse();
        assertThat(other.position()).isNotEqualTo(acme.position());
        assertThat(send(ACME, "registration/RegisterNode", PUMP, "k").position())
                .isEqualTo(acme.position());
        assertThat(send(OTHER, "registration/RegisterNode", PUMP, "k").repeated()).isTrue();
    }

    @Test
    void what_the_platform_does_upon_a_fact_is_of_the_facts_tenant() {
        var capabilities = "{\"node\":\"pump-1\",\"capabilities\":{\"battery\":50}}";
        for (var caller : List.of(ACME, OTHER)) {
            send(caller, "registration/RegisterNode", PUMP, "");
            send(caller, "registration/DeclareCapabilities", capabilities, "");
        }
        send(ACME, "registration/DeregisterNode", "{\"node\":\"pump-1\"}", "");
        var deciding = core.axon.getComponent(Deciding.class);
        var policy = new Reacting(new WhenNodeDeregisteredThenWithdrawCapabilities(), deciding);
        var events = Discovery.events();
        policy.follow(log().stream().<Fact>map(stored -> Facts.of(stored, events)).toList());
        assertThat(log())
                .filteredOn(event -> "platform".equals(event.metadata().get("actor")))
                .isNotEmpty()
                .allMatch(event -> "acme".equals(event.metadata().get("tenant")));
    }

    @Test
    @Requirement("7.7")
    void a_boundary_is_as_large_as_it_was() {
        send(ACME, "registration/RegisterNode", PUMP, "");
        send(Core.OPERATOR, "registration/RegisterNode", PUMP, "");
        assertThat(log())
                .filteredOn(event -> event.type().equals("registration.NodeRegistered"))
                .extracting(Log.Stored::tags)
                .hasSize(2)
                .allMatch(tags -> tags.equals(log().getFirst().tags()));
    }
}
