package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restricted application may do, decided in the core. */
class RestrictedApplicationTest {
    private static final Caller APP =
            new Caller("app", "default", Set.of(Role.APPLICATION), Set.of());
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir Path folder;

    private Core core;

    @BeforeEach
    void a_restricted_application_with_a_node_of_its_own_and_one_of_the_operators() {
        core = new Core(folder);
        operator("access/RestrictApplication", "{'application':'app'}");
        operator("registration/RegisterNode", "{'node':'theirs','kind':'DEVICE'}");
        assertThat(app("registration/RegisterNode", "{'node':'own','kind':'DEVICE'}"))
                .isEqualTo("accepted");
    }

    @AfterEach
    void close() {
        core.close();
    }

    private void operator(String command, String body) {
        assertThat(send(Core.OPERATOR, NOON, command, body)).as(command).isEqualTo("accepted");
    }

    private String app(String command, String body) {
        return send(APP, NOON, command, body);
    }

    /** The code of the refusal, or accepted. */
    private String send(Caller caller, Instant at, String command, String body) {
        var name = command.split("/", 2);
        var json = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        var id = UUID.randomUUID().toString();
        try {
            core.commands.send(new Request(id, name[0], name[1], json, caller, "", at, "")).join();
            return "accepted";
        } catch (CompletionException refused) {
            return ((Refused) refused.getCause()).code();
        }
    }

    private String declares(String node, Instant at) {
        return send(
                APP,
                at,
                "registration/DeclareCapabilities",
                "{'node':'" + node + "','capabilities':{'battery':" + at.getEpochSecond() + "}}");
    }

    private void granted(String grant, String action, String scope, String lifetime) {
        operator(
                "access/GrantAccess",
                "{'application':'app','grant':'%s','actions':['%s'],'scope':'%s','lifetime':'%s'}"
                        .formatted(grant, action, scope, lifetime));
    }

    @Test
    void what_it_registered_is_its_own_and_nothing_else() {
        assertThat(declares("own", NOON)).isEqualTo("accepted");
        assertThat(declares("theirs", NOON)).isEqualTo("not-granted");
        assertThat(core.bodies("evidence.CommandRefused"))
                .singleElement()
                .asString()
                .contains("DeclareCapabilities", "FORBIDDEN", "not-granted", "node:theirs");
    }

    @Test
    void what_is_gone_is_nobodys_and_belongs_to_who_brings_it_again() {
        assertThat(app("registration/DeregisterNode", "{'node':'own'}")).isEqualTo("accepted");
        operator("registration/RegisterNode", "{'node':'own','kind':'DEVICE'}");
        assertThat(declares("own", NOON)).isEqualTo("not-granted");
    }

    @Test
    void a_grant_is_of_its_actions_and_its_scope() {
        granted("g1", "registration/DeclareCapabilities", "node:theirs", "");
        assertThat(declares("theirs", NOON)).isEqualTo("accepted");
        assertThat(app("registration/DeregisterNode", "{'node':'theirs'}"))
                .isEqualTo("not-granted");
        operator("registration/RegisterNode", "{'node':'another','kind':'DEVICE'}");
        assertThat(declares("another", NOON)).isEqualTo("not-granted");
        granted("g2", "registration/*", "tenant", "");
        assertThat(declares("another", NOON)).isEqualTo("accepted");
        assertThat(app("registration/DeregisterNode", "{'node':'theirs'}")).isEqualTo("accepted");
    }

    @Test
    void a_grant_of_a_group_is_of_what_is_in_it_at_the_time() {
        operator("groups/CreateGroup", "{'group':'roof','invariants':{}}");
        granted("g1", "registration/*", "group:roof", "");
        assertThat(declares("theirs", NOON)).isEqualTo("not-granted");
        operator("groups/IntroduceInto", "{'group':'roof','member':'node:theirs'}");
        assertThat(declares("theirs", NOON)).isEqualTo("accepted");
        operator("groups/RemoveFrom", "{'group':'roof','member':'node:theirs','reason':'sold'}");
        assertThat(declares("theirs", NOON.plusSeconds(1))).isEqualTo("not-granted");
    }

    @Test
    void a_grant_that_is_taken_back_ends_at_once() {
        granted("g1", "registration/*", "node:theirs", "");
        assertThat(declares("theirs", NOON)).isEqualTo("accepted");
        operator("access/RevokeAccess", "{'application':'app','grant':'g1','reason':'over'}");
        assertThat(declares("theirs", NOON.plusSeconds(1))).isEqualTo("not-granted");
    }

    @Test
    void a_grant_ends_by_the_recorded_time_of_who_asks_whether_or_not_its_end_is_recorded() {
        granted("g1", "registration/*", "node:theirs", "PT1H");
        assertThat(declares("theirs", NOON.plusSeconds(3_599))).isEqualTo("accepted");
        assertThat(declares("theirs", NOON.plusSeconds(3_600))).isEqualTo("not-granted");
        var end = "{'application':'app','grant':'g1','until':'2026-11-23T13:00:00Z'}";
        assertThat(send(Caller.PLATFORM, NOON.plusSeconds(3_599), "access/EndAccess", end))
                .isEqualTo("not-due");
        assertThat(send(Caller.PLATFORM, NOON.plusSeconds(3_600), "access/EndAccess", end))
                .isEqualTo("accepted");
        assertThat(core.bodies("access.AccessRevoked"))
                .singleElement()
                .asString()
                .contains("ended");
    }

    @Test
    @Requirement("4.13")
    void a_trusted_application_is_not_asked_for_grants_until_trust_is_taken_back() {
        assertThat(declares("theirs", NOON)).isEqualTo("not-granted");
        operator(
                "access/TrustApplication",
                "{'application':'app','capabilities':['registration'],'lifetime':'PT1H'}");
        assertThat(declares("theirs", NOON)).isEqualTo("accepted");
        assertThat(declares("theirs", NOON.plusSeconds(3_600))).isEqualTo("not-granted");
        operator("groups/CreateGroup", "{'group':'roof','invariants':{}}");
        assertThat(app("groups/DestroyGroup", "{'group':'roof'}")).isEqualTo("not-granted");
        operator("access/DistrustApplication", "{'application':'app','reason':'found out'}");
        assertThat(declares("theirs", NOON.plusSeconds(1))).isEqualTo("not-granted");
        assertThat(core.types())
                .contains("access.ApplicationTrustGranted", "access.ApplicationTrustRevoked");
    }

    @Test
    void an_application_that_is_not_restricted_may_do_what_its_role_may() {
        operator("access/UnrestrictApplication", "{'application':'app'}");
        assertThat(declares("theirs", NOON)).isEqualTo("accepted");
    }

    @Test
    void a_grant_of_one_tenant_is_none_in_another() {
        var elsewhere = new Caller("app", "acme", Set.of(Role.APPLICATION), Set.of());
        granted("g1", "registration/*", "tenant", "");
        assertThat(send(elsewhere, NOON, "registration/DeregisterNode", "{'node':'theirs'}"))
                .isEqualTo("node-unknown");
    }
}
