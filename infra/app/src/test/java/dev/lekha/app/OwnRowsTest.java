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

/** What applications read of themselves: of two, neither sees anything of the other's. */
class OwnRowsTest {
    private static final String SECRET = "a-secret-of-twenty-letters";
    private static final List<String> APPLICATIONS = List.of("heat", "power");

    @TempDir static Path folder;

    private static RunningPlatform platform;

    @BeforeAll
    static void start() throws Exception {
        platform = new RunningPlatform(folder, "--lekha.notifications.attempts=1");
        for (var application : List.of("heat", "power", "third")) {
            register(application);
        }
        for (var application : APPLICATIONS) {
            send(
                    "access/GrantAccess",
                    "{'application':'%s','grant':'of-%1$s','actions':['views/*'],'scope':'tenant'}"
                            .formatted(application));
            send("access/RestrictApplication", "{'application':'%s'}".formatted(application));
            subscribe(application);
            send(
                    "agreements/ProposeAgreement",
                    """
                    {'agreement':'%s-third','proposer':'%1$s','counterparty':'third',
                     'given':['charging.ChargeableEventConfigured'],'wanted':[]}\
                    """
                            .formatted(application));
        }
        register("fourth");
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        platform.view("dead-letters").contains("power-hears")
                                && platform.view("dead-letters").contains("heat-hears"));
        for (var view : List.of("subscriptions", "agreements", "grants", "application-access")) {
            assertThat(platform.view(view)).contains("power");
        }
    }

    private static void register(String application) throws Exception {
        send(
                "registration/RegisterApplicationEntity",
                "{'applicationEntity':'%s','secret':'%s'}".formatted(application, SECRET));
    }

    /** To where nobody listens. */
    private static void subscribe(String application) throws Exception {
        var body =
                """
                {"subscription":"%s-hears","filter":{"types":["registration.ApplicationEntityRegistered"]},
                 "channel":"webhook","endpoint":"http://127.0.0.1:9/"}\
                """
                        .formatted(application);
        var answer = platform.post("/api/commands/notifications/Subscribe", key(application), body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static String key(String application) {
        return "lk." + application + "." + SECRET;
    }

    private static void send(String command, String body) throws Exception {
        var answer = platform.command(command, body.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static List<String> seen(String application, String path, String field)
            throws Exception {
        var answer = platform.get("/api/views/" + path, key(application));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.MAPPER
                .readTree(answer.body())
                .path("items")
                .valueStream()
                .map(row -> row.path(field).asString())
                .toList();
    }

    @Test
    @Requirement({"4.12", "4.34"})
    void each_sees_its_own_subscriptions_dead_letters_agreements_and_grants_alone()
            throws Exception {
        for (var application : APPLICATIONS) {
            assertThat(seen(application, "subscriptions", "subscription"))
                    .containsExactly(application + "-hears");
            assertThat(seen(application, "dead-letters", "subscription"))
                    .isNotEmpty()
                    .containsOnly(application + "-hears");
            assertThat(seen(application, "agreements", "agreement"))
                    .containsExactly(application + "-third");
            assertThat(seen(application, "grants", "grant")).containsExactly("of-" + application);
            assertThat(seen(application, "application-access", "application"))
                    .containsExactly(application);
        }
        assertThat(seen("third", "agreements", "agreement"))
                .containsExactly("heat-third", "power-third");
        assertThat(seen("third", "subscriptions", "subscription")).isEmpty();
    }

    @Test
    @Requirement("4.12")
    void what_is_the_others_is_answered_as_what_is_not_there_by_key_filter_sort_and_download()
            throws Exception {
        var position =
                Json.MAPPER
                        .readTree(platform.view("dead-letters?subscription=power-hears"))
                        .path("items")
                        .path(0)
                        .path("position")
                        .asLong();
        for (var key :
                List.of(
                        "subscriptions/power-hears",
                        "dead-letters/power-hears~%019d".formatted(position),
                        "agreements/power-third",
                        "grants/power~of-power",
                        "application-access/power")) {
            assertThat(platform.get("/api/views/" + key, key("power")).statusCode())
                    .as(key)
                    .isEqualTo(200);
            var other = platform.get("/api/views/" + key, key("heat"));
            assertThat(other.statusCode()).as(key).isEqualTo(404);
            assertThat(other.body()).contains("row-unknown");
        }
        for (var query :
                List.of(
                        "subscriptions?subscriber=power",
                        "subscriptions?sort=-subscriber&limit=1",
                        "dead-letters?subscription=power-hears",
                        "agreements?proposer=power",
                        "grants?application=power",
                        "grants?format=ndjson",
                        "agreements?format=csv")) {
            assertThat(platform.get("/api/views/" + query, key("heat")).body())
                    .as(query)
                    .doesNotContain("power");
        }
    }

    @Test
    void the_list_of_views_has_those_of_which_rows_may_be_ones_own_and_no_others()
            throws Exception {
        assertThat(platform.get("/api/views", key("heat")).body())
                .contains("\"subscriptions\"", "\"dead-letters\"", "\"agreements\"", "\"grants\"")
                .doesNotContain("\"credentials\"", "\"pseudonyms\"", "\"refused-input\"");
        assertThat(platform.get("/api/views/credentials", key("heat")).statusCode()).isEqualTo(403);
    }
}
