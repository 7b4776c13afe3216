package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Imports, context and topology on the running platform, by HTTP alone. */
class ProvisioningPathTest {
    private static final String SECRET = "a-secret-of-twenty-letters";

    @TempDir static Path folder;

    private static RunningPlatform platform;

    @BeforeAll
    static void start() throws Exception {
        platform = new RunningPlatform(folder);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static void send(String command, String body) throws Exception {
        var answer = platform.command(command, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static JsonNode get(String path) throws IOException, InterruptedException {
        return Json.MAPPER.readTree(platform.get(path, platform.operator).body());
    }

    private static String upload(String id, String type, String file) throws Exception {
        return upload(id, type, file, platform.operator);
    }

    private static String upload(String id, String type, String file, String key) throws Exception {
        var request =
                HttpRequest.newBuilder(platform.http.resolve("/api/imports?import=" + id))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(file));
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }

    private static JsonNode awaitFinished(String id) throws Exception {
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        get("/api/imports/" + id).path("state").asString("").equals("finished"));
        return get("/api/imports/" + id);
    }

    @Test
    @Requirement({"6.13", "4.12"})
    void an_import_takes_the_good_rows_in_order_and_reports_the_others_by_line() throws Exception {
        var file =
                """
                command,node,kind,gateway,name,capabilities.battery:number
                ,gw-1,GATEWAY,,,
                ,m-1,DEVICE,gw-1,,
                DeclareCapabilities,m-1,,,,77
                BindName,m-1,,,dns:m1.example,
                ,m-1,DEVICE,,,
                ,m 2,DEVICE,,,
                BindName,m-9,,,dns:m9.example,
                ,m-3,DEVICE,gw-9,,,
                """;
        assertThat(upload("first", "text/csv; charset=utf-8", file))
                .isEqualTo(
                        "202 {\"importId\":\"first\",\"rows\":8,\"status\":\"/api/imports/first\"}");
        var done = awaitFinished("first");
        assertThat(done.path("decided").asInt()).isEqualTo(8);
        assertThat(done.path("rejected").asInt()).isEqualTo(4);
        var refusals =
                platform.get("/api/imports/first/refusals", platform.operator).body().lines();
        assertThat(
                        refusals.map(line -> line.split(",", 6))
                                .map(cells -> cells[1] + " " + cells[2] + " " + cells[4]))
                .containsExactly(
                        "row line code",
                        "5 6 name-taken",
                        "6 7 command-malformed",
                        "7 8 node-unknown",
                        "8 9 row-malformed");
        var receipts =
                platform.get("/api/imports/first/receipts", platform.operator)
                        .body()
                        .lines()
                        .toList();
        assertThat(receipts).hasSize(4).first().asString().startsWith("{\"row\":1,\"position\":");
        assertThat(platform.view("names?name=dns:m1.example")).contains("\"node\":\"m-1\"");
        assertThat(upload("first", "text/csv", file)).startsWith("409").contains("import-finished");
        assertThat(folder.resolve("imports")).isEmptyDirectory();
    }

    @Test
    void rubbish_and_strangers_are_refused_before_anything_is_decided() throws Exception {
        assertThat(upload("bad", "text/csv", "node,kind\n\"m,DEVICE\n"))
                .startsWith("400")
                .contains("csv-malformed")
                .contains("behind line 1");
        assertThat(upload("bad", "application/json", "{}")).startsWith("415");
        assertThat(platform.get("/api/imports/bad", platform.operator).statusCode()).isEqualTo(404);
        assertThat(platform.post("/api/imports/bad/resume", platform.operator, "").body())
                .contains("import-unknown");
        send(
                "registration/RegisterNode",
                "{\"node\":\"thief\",\"kind\":\"DEVICE\",\"secret\":\"" + SECRET + "\"}");
        assertThat(upload("loot", "text/csv", "node,kind\nx,DEVICE\n", "lk.thief." + SECRET))
                .startsWith("403");
        assertThat(folder.resolve("imports")).isEmptyDirectory();
    }

    @Test
    @Requirement({"5.2.3", "4.33"})
    void context_is_answered_now_and_as_of_by_whoever_is_believed() throws Exception {
        send(
                "registration/RegisterNode",
                "{\"node\":\"van\",\"kind\":\"DEVICE\",\"secret\":\"" + SECRET + "\"}");
        send("context/ReportContext", "{\"node\":\"van\",\"values\":{\"location\":\"cell-7\"}}");
        var before = get("/api/log/head").path("position").asString();
        var word =
                platform.post(
                        "/api/commands/context/ReportContext",
                        "lk.van." + SECRET,
                        "{\"node\":\"van\",\"values\":{\"location\":\"hall-3\",\"battery\":40}}");
        assertThat(word.statusCode()).as(word.body()).isEqualTo(200);
        send("context/ReportContext", "{\"node\":\"van\",\"values\":{\"location\":\"cell-8\"}}");
        platform.view("context?node=van");

        var now = get("/api/context/van").path("context");
        assertThat(now.path("location").path("value").asString()).isEqualTo("hall-3");
        assertThat(now.path("location").path("source").asString()).isEqualTo("DEVICE");
        assertThat(now.path("battery").path("fresh").asBoolean()).isTrue();
        var then = get("/api/context/van?as-of=" + before).path("context");
        assertThat(then.path("location").path("value").asString()).isEqualTo("cell-7");
        assertThat(then.has("battery")).isFalse();

        var old =
                platform.post(
                        "/api/commands/context/ReportContext",
                        "lk.van." + SECRET,
                        "{\"node\":\"van\",\"values\":{\"location\":\"hall-4\"},\"freshFor\":\"PT0.000001S\"}");
        assertThat(old.statusCode()).as(old.body()).isEqualTo(200);
        platform.view("context?node=van");
        assertThat(
                        get("/api/context/van")
                                .path("context")
                                .path("location")
                                .path("value")
                                .asString())
                .as("what is stale goes behind what is fresh")
                .isEqualTo("cell-8");
    }

    @Test
    void what_a_node_is_has_versions() throws Exception {
        send("registration/ProvisionNode", "{\"node\":\"boiler\",\"kind\":\"DEVICE\"}");
        for (var model : List.of("B1", "B2")) {
            send(
                    "context/RecordStaticInformation",
                    "{\"node\":\"boiler\",\"information\":{\"model\":\"" + model + "\"}}");
        }
        assertThat(platform.view("static-information?node=boiler&as-of=now"))
                .contains("\"version\":2")
                .doesNotContain("B1");
        assertThat(platform.view("static-information?node=boiler&sort=version"))
                .contains("B1")
                .contains("B2");
    }

    @Test
    @Requirement("6.12")
    void relations_are_followed_both_ways_now_and_as_of_and_no_device_hears_of_it()
            throws Exception {
        relate("Relate", "pump-7", "located-in", "hall-7");
        relate("Relate", "hall-7", "located-in", "plant-7");
        relate("Relate", "plant-7", "located-in", "town-7");
        relate("Relate", "r1", "feeds", "r2");
        relate("Relate", "r2", "feeds", "r1");
        var before = get("/api/log/head").path("position").asString();
        relate("Unrelate", "hall-7", "located-in", "plant-7");
        relate("Relate", "hall-7", "located-in", "depot-7");
        platform.view("topology?source=hall-7");

        assertThat(reached("from=pump-7&along=located-in&depth=5"))
                .containsExactly("hall-7 1", "depot-7 2");
        assertThat(reached("from=pump-7&along=located-in&depth=5&at=" + before))
                .containsExactly("hall-7 1", "plant-7 2", "town-7 3");
        assertThat(reached("from=pump-7&along=located-in&depth=2&at=" + before))
                .containsExactly("hall-7 1", "plant-7 2");
        assertThat(reached("to=depot-7&along=located-in&along=feeds&depth=5"))
                .containsExactly("hall-7 1", "pump-7 2");
        assertThat(reached("from=r1&along=feeds&depth=50"))
                .as("a circle ends where it began")
                .containsExactly("r2 1");
        var log = platform.get("/api/log?tag=edge%3Dhall-7~located-in~depot-7", platform.operator);
        assertThat(log.body().lines())
                .singleElement()
                .asString()
                .contains("topology.EntitiesRelated");
        assertThat(get("/api/topology?from=a&to=b&along=feeds").path("status").asInt())
                .isEqualTo(400);
        assertThat(get("/api/topology?from=a").path("status").asInt()).isEqualTo(400);
    }

    private static void relate(String command, String source, String kind, String target)
            throws Exception {
        send(
                "topology/" + command,
                "{\"source\":\"%s\",\"kind\":\"%s\",\"target\":\"%s\"}"
                        .formatted(source, kind, target));
    }

    private static List<String> reached(String query) throws Exception {
        var answer = get("/api/topology?" + query);
        assertThat(answer.path("complete").asBoolean()).as(answer.toString()).isTrue();
        return answer.path("items")
                .valueStream()
                .map(item -> item.path("entity").asString() + " " + item.path("distance").asInt())
                .toList();
    }
}
