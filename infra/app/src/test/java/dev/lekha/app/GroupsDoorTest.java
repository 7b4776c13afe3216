package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Capabilities, groups and discovery on the running platform, by HTTP alone. */
class GroupsDoorTest {
    private static final int ROUNDS = Integer.getInteger("lekha.races", 2);
    private static final String SECRET = "a-secret-of-twenty-letters";

    @TempDir static Path folder;

    private static RunningPlatform platform;

    @BeforeAll
    static void start() throws Exception {
        platform = new RunningPlatform(folder);
        send(
                "registration/RegisterApplicationEntity",
                "{\"applicationEntity\":\"app\",\"secret\":\"" + SECRET + "\"}");
        for (var node : new String[] {"m1", "m2", "m3"}) {
            send(
                    "registration/RegisterNode",
                    "{\"node\":\"%s\",\"kind\":\"DEVICE\",\"secret\":\"%s\"}"
                            .formatted(node, node + "-" + SECRET));
        }
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    /** The folder is one process's own, so several can only ask that one. */
    @Test
    @Requirement({"6.3-Introduce-into", "6.3-Modify-invariants", "9.2", "4.6"})
    void of_several_processes_at_the_door_exactly_one_side_wins() {
        try (var site = Races.atDoor(platform, folder)) {
            Races.run("groups, processes at a door", site, ROUNDS, GroupRaces::run);
            Races.run("names, processes at a door", site, ROUNDS, NamingRaces::run);
        }
    }

    @Test
    @Requirement({"4.0", "6.16"})
    void a_device_that_loses_a_capability_leaves_its_group_and_its_binding_is_warned()
            throws Exception {
        declare("m1", platform.operator, "{\"battery\":90,\"fwUpdate\":true,\"type\":\"meter\"}");
        send(
                "registration/DefineServiceClass",
                "{\"serviceClass\":\"updatable\",\"requires\":\"fwUpdate = true\"}");
        send(
                "registration/BindServiceClass",
                "{\"applicationEntity\":\"app\",\"node\":\"m1\",\"serviceClass\":\"updatable\"}");
        send(
                "groups/CreateGroup",
                "{\"group\":\"roof\",\"invariants\":{\"where\":\"battery > 30\",\"limit\":2}}");
        send("groups/IntroduceInto", "{\"group\":\"roof\",\"member\":\"node:m1\"}");
        assertThat(found("group = \"roof\" and serviceClass = \"updatable\""))
                .containsExactly("m1");
        assertThat(view("service-class-bindings/app~m1").path("state").stringValue())
                .isEqualTo("fits");

        declare("m1", "lk.m1.m1-" + SECRET, "{\"battery\":10,\"fwUpdate\":false}");

        awaitView("service-class-bindings/app~m1", "\"missing\":\"fwUpdate = true\"");
        awaitView("memberships?group=roof", "\"cause\":\"battery > 30\"");
        assertThat(view("memberships?pairNow=roof~node:m1").path("items")).isEmpty();
        var both = view("node-capabilities/m1").path("capabilities").toString();
        assertThat(both)
                .isEqualTo(
                        "{\"preconfigured\":{\"battery\":90,\"fwUpdate\":true,\"type\":\"meter\"},"
                                + "\"declared\":{\"battery\":10,\"fwUpdate\":false}}");
        var history = view("capability-history?node=m1&sort=sincePosition").path("items");
        var since = history.get(1).path("sincePosition").asString();
        assertThat(history.get(0).path("untilPosition").asString()).isEqualTo(since);
        assertThat(view("capability-history?node=m1&as-of=" + since).path("items"))
                .singleElement()
                .satisfies(row -> assertThat(row.path("revision").asString()).isEqualTo("2"));

        declare("m1", "lk.m1.m1-" + SECRET, "{\"battery\":10}");
        awaitView("service-class-bindings/app~m1", "\"state\":\"fits\"");
    }

    @Test
    @Requirement({"6.3-Create-group", "6.3-Introduce-into"})
    void what_cannot_be_meant_is_refused_with_its_place() throws Exception {
        var invariant =
                platform.command(
                        "groups/CreateGroup",
                        "{\"group\":\"bad\",\"invariants\":{\"where\":\"battery >> 30\"}}");
        assertThat(invariant.statusCode()).isEqualTo(400);
        assertThat(invariant.body()).contains("invariants.where").contains("column 10");
        var condition = get("battery > 30 and", "");
        assertThat(condition).contains("condition-malformed").contains("column 17");
        assertThat(get("battery > 30", "&after=abc")).contains("cursor-malformed");
        assertThat(get("battery > 30", "&limit=51")).contains("number-out-of-range");
        assertThat(get("battery > 30", "&sort=x")).contains("parameter-unknown");
        assertThat(platform.get("/api/discovery", "").statusCode()).isEqualTo(401);
        assertThat(platform.get("/api/discovery", "lk.m3.m3-" + SECRET).statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_node_that_is_deregistered_leaves_its_groups_and_is_not_found() throws Exception {
        declare("m2", platform.operator, "{\"type\":\"pump\"}");
        send("groups/CreateGroup", "{\"group\":\"pumps\",\"invariants\":{}}");
        send("groups/IntroduceInto", "{\"group\":\"pumps\",\"member\":\"node:m2\"}");
        assertThat(found("type = \"pump\"")).containsExactly("m2");
        send("registration/DeregisterNode", "{\"node\":\"m2\"}");
        awaitView("memberships?group=pumps", "\"cause\":\"deregistered\"");
        assertThat(found("type = \"pump\"")).isEmpty();
        assertThat(view("groups/pumps").path("members").asString()).isEqualTo("0");
    }

    private static void declare(String node, String key, String capabilities) throws Exception {
        var body = "{\"node\":\"%s\",\"capabilities\":%s}".formatted(node, capabilities);
        assertThat(
                        platform.post("/api/commands/registration/DeclareCapabilities", key, body)
                                .statusCode())
                .isEqualTo(200);
    }

    private static void send(String command, String body) throws Exception {
        var answer = platform.command(command, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static JsonNode view(String query) throws Exception {
        return Json.MAPPER.readTree(platform.view(query));
    }

    private static void awaitView(String query, String part) {
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> assertThat(platform.view(query)).contains(part));
    }

    private static List<String> found(String where) throws Exception {
        var nodes = new ArrayList<String>();
        Json.MAPPER
                .readTree(get(where, ""))
                .path("items")
                .forEach(row -> nodes.add(row.path("node").stringValue()));
        return nodes;
    }

    private static String get(String where, String more) throws Exception {
        var head = platform.get("/api/log/head", platform.operator).body().replaceAll("\\D", "");
        return platform.get(
                        "/api/discovery?where="
                                + RunningPlatform.encoded(where)
                                + "&min-position="
                                + head
                                + more,
                        platform.operator)
                .body();
    }
}
