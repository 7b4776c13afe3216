package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restricted application sees on the running platform, by HTTP alone. */
class GrantedSightTest {
    private static final String SECRET = "a-secret-of-twenty-letters";
    private static final String APP = "lk.app." + SECRET;
    private static final String METERS = "discovery?where=" + encoded("type = \"meter\"");
    private static final String ROOF = "views/memberships?groupNow=roof";

    @TempDir static Path folder;

    private static RunningPlatform platform;

    @BeforeAll
    static void start() throws Exception {
        platform = new RunningPlatform(folder);
        send("registration/RegisterApplicationEntity", "{'applicationEntity':'app','secret':'S'}");
        send("access/RestrictApplication", "{'application':'app'}");
        send("groups/CreateGroup", "{'group':'roof','invariants':{}}");
        for (var node : List.of("m1", "m2", "m3")) {
            send("registration/RegisterNode", "{'node':'%s','kind':'DEVICE'}".formatted(node));
            send(
                    "registration/DeclareCapabilities",
                    "{'node':'%s','capabilities':{'type':'meter'}}".formatted(node));
        }
        for (var node : List.of("m1", "m2")) {
            send("groups/IntroduceInto", "{'group':'roof','member':'node:%s'}".formatted(node));
        }
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static void send(String command, String body) throws Exception {
        var json = body.replace("'S'", '"' + SECRET + '"').replace('\'', '"');
        var answer = platform.command(command, json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String encoded(String text) {
        return RunningPlatform.encoded(text);
    }

    /** Of each row the field, when the views have come to the end of the log. */
    private static List<String> seen(String path, String field) throws Exception {
        var head = platform.get("/api/log/head", platform.operator).body().replaceAll("\\D", "");
        for (var view : Discovery.projections()) {
            var name = dev.lekha.projection.Projecting.schemaOf(view).name();
            platform.context
                    .getBean(ViewProgress.class)
                    .await(name, Long.parseLong(head), Duration.ofSeconds(30));
        }
        var answer = platform.get("/api/" + path, APP);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.MAPPER
                .readTree(answer.body())
                .path("items")
                .valueStream()
                .map(row -> row.path(field).asString())
                .sorted()
                .toList();
    }

    private static void grant(String id, String actions, String scope, String lifetime)
            throws Exception {
        send(
                "access/GrantAccess",
                "{'application':'app','grant':'%s','actions':[%s],'scope':'%s','lifetime':'%s'}"
                        .formatted(id, actions, scope, lifetime));
    }

    private static void revoke(String id) throws Exception {
        send("access/RevokeAccess", "{'application':'app','grant':'%s'}".formatted(id));
    }

    @Test
    @Requirement({"4.12", "6.3-Search"})
    void discovery_and_the_search_in_a_group_find_what_was_granted() throws Exception {
        assertThat(seen(METERS, "node")).isEmpty();
        assertThat(seen(ROOF, "member")).isEmpty();
        assertThat(platform.get("/api/views/nodes/m3", APP).statusCode()).isEqualTo(404);

        grant("d1", "'views/*'", "node:m3", "");
        assertThat(seen(METERS, "node")).containsExactly("m3");
        assertThat(platform.get("/api/views/nodes/m3", APP).statusCode()).isEqualTo(200);
        grant("d2", "'views/node-capabilities','views/memberships'", "group:roof", "");
        assertThat(seen(METERS, "node")).containsExactly("m1", "m2", "m3");
        assertThat(seen(ROOF, "member")).containsExactly("node:m1", "node:m2");
        assertThat(seen("views/nodes", "node")).containsExactly("m3");

        revoke("d1");
        revoke("d2");
        assertThat(seen(METERS, "node")).isEmpty();
        assertThat(seen("views/nodes", "node")).isEmpty();
    }

    @Test
    @Requirement("4.13")
    void a_trusted_reader_sees_all_and_no_longer_when_trust_is_taken_back() throws Exception {
        send("access/TrustApplication", "{'application':'app','capabilities':['views']}");
        assertThat(seen(METERS, "node")).containsExactly("m1", "m2", "m3");
        send("access/DistrustApplication", "{'application':'app'}");
        assertThat(seen(METERS, "node")).isEmpty();
    }

    @Test
    void a_grant_that_has_ended_is_recorded_as_ended_and_gone() throws Exception {
        grant("brief", "'views/nodes'", "tenant", "PT1S");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !platform.view("grants").contains("brief"));
        assertThat(seen("views/nodes", "node")).isEmpty();
        assertThat(platform.get("/api/log?type=access.AccessRevoked", platform.operator).body())
                .contains("\"ended\"", "\"brief\"");
    }
}
