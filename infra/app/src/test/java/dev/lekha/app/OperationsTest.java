package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One command for many nodes on the running platform, by HTTP alone. */
class OperationsTest {
    private static final String SECRET = "a-secret-of-twenty-letters";
    private static final String APP = "lk.app." + SECRET;
    private static final String STRONG = "battery > 30 and memory > 64000";
    private static final String NOTE =
            "'command':'RecordStaticInformation','fields':{'information':{'note':'%s'}}";

    @TempDir static Path folder;

    private static RunningPlatform platform;

    /** Roof has m1, m3 and east; east has m2 and m4; m5 is in no group. m3 and m4 are weak. */
    @BeforeAll
    static void start() throws Exception {
        platform = new RunningPlatform(folder);
        node("m1", 90, 131_072);
        node("m2", 90, 131_072);
        node("m3", 10, 131_072);
        node("m4", 50, 1_024);
        node("m5", 80, 131_072);
        send("groups/CreateGroup", "{'group':'roof','invariants':{'admits':['NODE','GROUP']}}");
        send("groups/CreateGroup", "{'group':'east','invariants':{}}");
        introduce("roof", "node:m1", "node:m3", "group:east");
        introduce("east", "node:m2", "node:m4");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static void node(String node, int battery, int memory) throws Exception {
        send(
                "registration/RegisterNode",
                "{'node':'%s','kind':'DEVICE','secret':'%s'}".formatted(node, SECRET));
        send(
                "registration/DeclareCapabilities",
                "{'node':'%s','capabilities':{'battery':%d,'memory':%d}}"
                        .formatted(node, battery, memory));
    }

    private static void introduce(String group, String... members) throws Exception {
        for (var member : members) {
            send("groups/IntroduceInto", "{'group':'%s','member':'%s'}".formatted(group, member));
        }
    }

    private static void send(String command, String body) throws Exception {
        var answer = platform.command(command, body.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static HttpResponse<String> operate(String id, String key, String body)
            throws Exception {
        return platform.post(
                "/api/operations?operation=" + id, key, "{" + body.replace('\'', '"') + "}");
    }

    private static JsonNode taken(String id, String key, String body) throws Exception {
        var answer = operate(id, key, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location")).contains("/api/imports/" + id);
        return Json.MAPPER.readTree(answer.body());
    }

    private static JsonNode awaitFinished(String id) throws Exception {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> platform.view("imports/" + id).contains("\"finished\""));
        return Json.MAPPER.readTree(platform.view("imports/" + id));
    }

    private static List<String> lines(String path, String key) throws Exception {
        var answer = platform.get("/api/imports/" + path, key);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().lines().toList();
    }

    @Test
    @Requirement({"6.3", "6.6", "6.15"})
    void each_fitting_member_of_a_group_and_its_subgroups_has_an_outcome_of_its_own()
            throws Exception {
        var one = "{'group':'%s','invariants':{'exclusivity':'colour'}}";
        send("groups/CreateGroup", one.formatted("red"));
        send("groups/CreateGroup", one.formatted("blue"));
        introduce("blue", "node:m2");

        var asked =
                "'command':'IntroduceInto','fields':{'group':'red'},'group':'roof','where':'%s'"
                        .formatted(STRONG);
        var answer = taken("paint", platform.operator, asked);

        assertThat(answer.path("members").asInt()).isEqualTo(2);
        assertThat(answer.path("unfit").asInt()).isEqualTo(2);
        assertThat(answer.path("status").asString()).isEqualTo("/api/imports/paint");
        var done = awaitFinished("paint");
        assertThat(done.path("rows").asInt()).isEqualTo(2);
        assertThat(done.path("decided").asInt()).isEqualTo(2);
        assertThat(done.path("rejected").asInt()).isEqualTo(1);
        assertThat(done.path("chosen").asString())
                .isEqualTo("group roof where " + STRONG + " at " + answer.path("position"));
        platform.view("import-receipts");
        assertThat(lines("paint/receipts", platform.operator))
                .singleElement()
                .asString()
                .matches("\\{\"row\":1,\"position\":\\d+,\"node\":\"m1\"}");
        platform.view("import-refusals");
        assertThat(lines("paint/refusals", platform.operator))
                .hasSize(2)
                .last()
                .asString()
                .contains("groups/IntroduceInto,member-elsewhere")
                .endsWith(",m2");
        assertThat(platform.view("memberships?groupNow=red"))
                .contains("node:m1")
                .doesNotContain("node:m2", "node:m3", "node:m4", "node:m5");
        assertThat(platform.get("/api/log?tag=import%3Dpaint", platform.operator).body())
                .contains("[\"m1\",\"m2\"]");
        assertThat(folder.resolve("imports/paint.members")).doesNotExist();
    }

    @Test
    @Requirement({"6.6", "6.15"})
    void a_condition_alone_means_every_node_that_fulfils_it() throws Exception {
        var answer =
                taken(
                        "strong",
                        platform.operator,
                        NOTE.formatted("s") + ",'where':'" + STRONG + "'");
        assertThat(answer.path("members").asInt()).isEqualTo(3);
        assertThat(answer.path("unfit").asInt()).isZero();
        assertThat(awaitFinished("strong").path("rejected").asInt()).isZero();
        platform.view("import-receipts");
        assertThat(lines("strong/receipts", platform.operator))
                .extracting(line -> Json.MAPPER.readTree(line).path("node").asString())
                .containsExactly("m1", "m2", "m5");
    }

    @Test
    @Requirement("6.6")
    void where_nobody_fits_nothing_is_done_and_that_is_finished() throws Exception {
        var answer =
                taken(
                        "nobody",
                        platform.operator,
                        NOTE.formatted("n") + ",'group':'roof','where':'battery > 900'");
        assertThat(answer.path("members").asInt()).isZero();
        assertThat(answer.path("unfit").asInt()).isEqualTo(4);
        assertThat(awaitFinished("nobody").path("rows").asInt()).isZero();
        assertThat(lines("nobody/receipts", platform.operator)).isEmpty();
    }

    @Test
    void the_same_id_is_not_done_twice_nor_for_others() throws Exception {
        var asked = NOTE.formatted("once") + ",'group':'east'";
        taken("once", platform.operator, asked);
        awaitFinished("once");
        assertThat(operate("once", platform.operator, asked).body()).contains("import-finished");
        var other = NOTE.formatted("once") + ",'group':'roof'";
        var differing = operate("once", platform.operator, other);
        assertThat(differing.statusCode()).isEqualTo(409);
        assertThat(differing.body()).contains("import-differs");
    }

    @Test
    @Requirement("6.15")
    void an_operation_that_broke_goes_on_with_the_members_that_it_had() throws Exception {
        var row = "{'command':'RecordStaticInformation','information':{'note':'r'},'node':'%s'}\n";
        var file = (row.formatted("m1") + row.formatted("m2")).replace('\'', '"');
        Files.writeString(folder.resolve("imports/broken.members"), file);
        send(
                "provisioning/StartImport",
                "{'importId':'broken','format':'members','digest':'sha-256:%s','bytes':%d,'rows':2,'chosen':'group roof at 7'}"
                        .formatted("0".repeat(64), file.length()));
        assertThat(platform.view("imports/broken")).contains("\"open\"");

        var resumed = platform.post("/api/imports/broken/resume", platform.operator, "");

        assertThat(resumed.statusCode()).as(resumed.body()).isEqualTo(202);
        assertThat(awaitFinished("broken").path("chosen").asString()).isEqualTo("group roof at 7");
        platform.view("import-receipts");
        assertThat(lines("broken/receipts", platform.operator))
                .extracting(line -> Json.MAPPER.readTree(line).path("node").asString())
                .containsExactly("m1", "m2");
    }

    @Test
    void what_cannot_be_meant_and_who_may_not_ask_are_refused_before_anything_is_done()
            throws Exception {
        var malformed = operate("bad", platform.operator, "'command':'RetireNode','group':'roof'");
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(malformed.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).contains("application/problem+json"));
        assertThat(malformed.body()).contains("operation-malformed", "DeclareCapabilities");
        assertThat(operate("bad", platform.operator, NOTE + ",'where':'battery >> 3'").body())
                .contains("column 10");
        var unknown = operate("bad", platform.operator, NOTE + ",'group':'cellar'");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("group-unknown");
        assertThat(operate("b%20d", platform.operator, NOTE + ",'group':'roof'").statusCode())
                .isEqualTo(400);
        assertThat(operate("bad", "lk.m1." + SECRET, NOTE + ",'group':'roof'").statusCode())
                .isEqualTo(403);
        assertThat(platform.postAsStranger("/api/operations", "{}").statusCode()).isEqualTo(401);
        assertThat(platform.get("/api/imports/bad", platform.operator).statusCode()).isEqualTo(404);
    }

    @Test
    @Requirement({"6.15", "4.12"})
    void a_restricted_application_reaches_what_it_sees_and_may_do_what_it_was_granted()
            throws Exception {
        send(
                "registration/RegisterApplicationEntity",
                "{'applicationEntity':'app','secret':'%s'}".formatted(SECRET));
        send("access/RestrictApplication", "{'application':'app'}");
        var asked = NOTE.formatted("app") + ",'group':'roof'";
        assertThat(operate("app-1", APP, asked).body()).contains("group-unknown");
        grant("seen", "views/*", "group:roof");
        assertThat(operate("app-1", APP, asked).body()).contains("not-granted");
        grant("begin", "provisioning/StartImport", "tenant");
        grant("note", "context/RecordStaticInformation", "node:m1");

        var answer = taken("app-1", APP, asked);

        assertThat(answer.path("members").asInt()).as("members of east are not seen").isEqualTo(2);
        assertThat(awaitFinished("app-1").path("rejected").asInt()).isEqualTo(1);
        platform.view("import-receipts");
        assertThat(lines("app-1/receipts", platform.operator))
                .singleElement()
                .asString()
                .contains("\"node\":\"m1\"");
        platform.view("import-refusals");
        assertThat(lines("app-1/refusals", APP))
                .as("a refusal is seen by who sees the node")
                .last()
                .asString()
                .contains("not-granted")
                .endsWith(",m3");
    }

    private static void grant(String id, String action, String scope) throws Exception {
        send(
                "access/GrantAccess",
                "{'application':'app','grant':'%s','actions':['%s'],'scope':'%s'}"
                        .formatted(id, action, scope));
    }
}
