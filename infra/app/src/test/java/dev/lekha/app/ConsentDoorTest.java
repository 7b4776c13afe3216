package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Where a node is, is shown to those who have consent, on the running platform. */
class ConsentDoorTest {
    private static final String SECRET = "a-secret-of-twenty-letters";
    private static final String APP = "lk.app." + SECRET;
    private static final String WITHHELD = "{\"withheld\":\"consent\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir static Path folder;

    private static RunningPlatform platform;
    private static Receiver receiver;

    @BeforeAll
    static void start() throws Exception {
        receiver = new Receiver();
        platform = new RunningPlatform(folder.resolve("data"));
        for (var application : List.of("app", "other")) {
            send(
                    platform.operator,
                    "registration/RegisterApplicationEntity",
                    "{'applicationEntity':'%s','secret':'S'}".formatted(application));
        }
    }

    @AfterAll
    static void stop() {
        platform.close();
        receiver.close();
    }

    private static void send(String key, String command, String body) throws Exception {
        var json = body.replace("'S'", "'" + SECRET + "'").replace('\'', '"');
        var answer = platform.post("/api/commands/" + command, key, json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** A node that says where it is and how full it is; gives its key. */
    private static String node(String node) throws Exception {
        var key = "lk." + node + "." + SECRET;
        send(
                platform.operator,
                "registration/RegisterNode",
                "{'node':'%s','kind':'DEVICE','secret':'S'}".formatted(node));
        send(key, "context/ReportContext", at(node, "'location':'hall-3','battery':40"));
        return key;
    }

    private static String at(String node, String values) {
        return "{'node':'%s','values':{%s}}".formatted(node, values);
    }

    private static void require(String node, String key) throws Exception {
        send(key, "privacy/RequireConsent", "{'node':'%s','what':'location'}".formatted(node));
    }

    private static void give(String node, String key, String to, String until) throws Exception {
        send(
                key,
                "privacy/GiveConsent",
                "{'node':'%s','what':'location','to':'%s','purposes':['rescue'],'until':'%s'}"
                        .formatted(node, to, until));
    }

    private static void withdraw(String node, String key, String to) throws Exception {
        send(
                key,
                "privacy/WithdrawConsent",
                "{'node':'%s','what':'location','to':'%s'}".formatted(node, to));
    }

    private static String head() throws Exception {
        return platform.get("/api/log/head", platform.operator).body().replaceAll("\\D", "");
    }

    /** As of the end of the log where no other time is named. */
    private static JsonNode context(String node, String key, String question) throws Exception {
        var path = "/api/context/%s?min-position=%s%s".formatted(node, head(), question);
        var answer = platform.get(path, key);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.MAPPER.readTree(answer.body()).path("context");
    }

    private static String location(String node, String key, String question) throws Exception {
        return context(node, key, question).path("location").toString();
    }

    private static String rows(String view, String key) throws Exception {
        platform.view(view);
        return platform.get("/api/views/" + view, key).body();
    }

    private static double asked(String answer) {
        return platform.context
                .getBean(MeterRegistry.class)
                .get("lekha.consent.reads")
                .tag("answer", answer)
                .counter()
                .count();
    }

    @Test
    @Requirement("4.33")
    void where_a_node_is_is_shown_with_consent_for_the_purpose_and_until_it_is_withdrawn()
            throws Exception {
        var van = node("van");
        assertThat(location("van", APP, "")).contains("hall-3");
        require("van", van);
        assertThat(location("van", APP, "&purpose=rescue")).isEqualTo(WITHHELD);
        assertThat(location("van", platform.operator, "&purpose=rescue")).isEqualTo(WITHHELD);
        assertThat(context("van", APP, "").at("/battery/value").asInt()).isEqualTo(40);

        give("van", van, "app", "");
        assertThat(location("van", APP, "&purpose=rescue")).contains("hall-3", "DEVICE");
        assertThat(location("van", APP, "&purpose=adverts")).isEqualTo(WITHHELD);
        assertThat(location("van", APP, "")).isEqualTo(WITHHELD);
        assertThat(location("van", "lk.other." + SECRET, "&purpose=rescue")).isEqualTo(WITHHELD);

        withdraw("van", van, "app");
        assertThat(platform.get("/api/context/van?purpose=rescue", APP).body())
                .as("asked at once, waiting for nothing")
                .contains(WITHHELD)
                .doesNotContain("hall-3");
        give("van", platform.operator, "*", "");
        assertThat(location("van", "lk.other." + SECRET, "&purpose=rescue")).contains("hall-3");
        assertThat(platform.view("consents/van~location"))
                .contains("\"*\":{\"purposes\":[\"rescue\"]", "\"by\":\"operator\"");
    }

    @Test
    @Requirement("4.33")
    void neither_views_nor_downloads_nor_the_past_show_what_is_withheld() throws Exception {
        var cab = node("cab");
        var before = head();
        send(cab, "context/ReportContext", at("cab", "'location':'hall-4'"));
        var pack = "[{\"n\":\"context/location\",\"vs\":\"hall-3\"}]";
        assertThat(platform.post("/api/reports/cab", cab, pack).statusCode()).isEqualTo(200);
        send(
                platform.operator,
                "context/RecordStaticInformation",
                "{'node':'cab','information':{'model':'C1','location':'hall-3'}}");
        require("cab", platform.operator);
        var paths =
                List.of(
                        "context?node=cab",
                        "context?node=cab&format=csv",
                        "context?node=cab&format=ndjson",
                        "context?node=cab&as-of=" + before,
                        "context/cab~DEVICE~location",
                        "latest-readings?node=cab",
                        "reading-history?node=cab",
                        "static-information?node=cab");
        for (var path : paths) {
            var purpose = path + (path.contains("?") ? "&" : "?") + "purpose=rescue";
            assertThat(rows(purpose, APP))
                    .as(path)
                    .contains("cab", "withheld")
                    .doesNotContain("hall-");
        }
        assertThat(rows("static-information?node=cab", APP)).contains("C1");
        assertThat(location("cab", APP, "&as-of=" + before)).isEqualTo(WITHHELD);
        give("cab", cab, "app", "");
        for (var path : paths) {
            var purpose = path + (path.contains("?") ? "&" : "?") + "purpose=rescue";
            assertThat(rows(purpose, APP)).as(path).contains("hall-").doesNotContain("withheld");
        }
        assertThat(location("cab", APP, "&purpose=rescue&as-of=" + before)).contains("hall-3");
    }

    @Test
    void consent_ends_at_its_end_and_each_read_under_it_is_counted() throws Exception {
        var bus = node("bus");
        require("bus", bus);
        give("bus", bus, "app", Instant.now().plusSeconds(3).toString());
        var shown = asked("shown");
        var withheld = asked("withheld");
        assertThat(location("bus", APP, "&purpose=rescue")).contains("hall-3");
        assertThat(location("bus", APP, "")).isEqualTo(WITHHELD);
        assertThat(asked("shown")).isEqualTo(shown + 1);
        assertThat(asked("withheld")).isEqualTo(withheld + 1);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(location("bus", APP, "&purpose=rescue")).isEqualTo(WITHHELD));
    }

    @Test
    void an_application_gives_itself_no_consent_and_neither_does_another_node() throws Exception {
        var tram = node("tram");
        require("tram", tram);
        var body =
                "{\"node\":\"tram\",\"what\":\"location\",\"to\":\"app\",\"purposes\":[\"rescue\"]}";
        for (var key : List.of(APP, node("thief"))) {
            var answer = platform.post("/api/commands/privacy/GiveConsent", key, body);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        }
        assertThat(location("tram", APP, "&purpose=rescue")).isEqualTo(WITHHELD);
    }

    @Test
    @Requirement("4.33")
    void of_where_a_node_is_nobody_is_notified_but_the_node_itself() throws Exception {
        var bike = node("bike");
        require("bike", bike);
        give("bike", bike, "*", "");
        for (var key : List.of(APP, platform.operator, bike)) {
            var name = key.split("\\.")[1];
            send(
                    key,
                    "notifications/Subscribe",
                    "{'subscription':'%s-hears','filter':{'types':['context.ContextReported'],'tags':['node=bike']},'channel':'webhook','endpoint':'%s'}"
                            .formatted(name, receiver.url("/" + name)));
        }
        send(bike, "context/ReportContext", at("bike", "'location':'secret-place'"));
        send(bike, "context/ReportContext", at("bike", "'battery':7"));
        for (var name : List.of("app", platform.operator.split("\\.")[1])) {
            await().atMost(PATIENCE).until(() -> !receiver.posts("/" + name).isEmpty());
            assertThat(receiver.posts("/" + name))
                    .singleElement()
                    .satisfies(post -> assertThat(post.body()).contains("battery"));
        }
        await().atMost(PATIENCE).until(() -> receiver.posts("/bike").size() == 2);
        assertThat(receiver.posts("/bike").getFirst().body()).contains("secret-place");
    }
}
