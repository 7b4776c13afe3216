package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is heard live stands in the log as delivered, once for each event. */
class LiveDeliveriesTest {
    private static final String SECRET = "a-secret-of-twenty-letters";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

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

    private record Heard(String position, String application) {}

    @Test
    @Requirement("4.34")
    void each_event_is_delivered_once_over_connections_that_break_and_resume() throws Exception {
        register("live");
        var body =
                """
                {"subscription":"live","filter":{"types":["registration.ApplicationEntityRegistered"]},"channel":"sse"}\
                """;
        var subscribed = platform.post("/api/commands/notifications/Subscribe", key(), body);
        assertThat(subscribed.statusCode()).as(subscribed.body()).isEqualTo(200);
        register("one");
        register("two");
        register("three");

        var first = heard("", 2);
        assertThat(first).extracting(Heard::application).containsExactly("one", "two");
        var second = heard(first.getLast().position(), 1);
        assertThat(second).extracting(Heard::application).containsExactly("three");
        register("four");
        var third = heard(second.getLast().position(), 1);
        assertThat(third).extracting(Heard::application).containsExactly("four");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(delivered()).hasSize(4));

        // From the beginning once more: it is sent again, and was delivered before.
        assertThat(heard("", 4)).hasSize(4);
        register("five");
        assertThat(heard(third.getLast().position(), 1))
                .extracting(Heard::application)
                .containsExactly("five");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(delivered()).hasSize(5));
        assertThat(delivered()).doesNotHaveDuplicates();
        assertThat(platform.view("subscriptions/live")).contains("\"delivered\":5");
    }

    /** Events that stand as delivered, by their ids. */
    private static List<String> delivered() throws Exception {
        return platform.get(
                        "/api/log?type=notifications.NotificationDelivered&tag=notification=live",
                        platform.operator)
                .body()
                .lines()
                .map(Json.MAPPER::readTree)
                .map((JsonNode event) -> event.at("/body/event").asString())
                .toList();
    }

    /**
     * Listens until so many were heard, and breaks the connection off.
     *
     * @param last position of the last that is known, or empty
     */
    private static List<Heard> heard(String last, int count) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(platform.http.resolve("/api/log/live?subscription=live"))
                            .header("Authorization", "Bearer " + key());
            if (!last.isEmpty()) {
                request.header("Last-Event-ID", last);
            }
            var heard = new ArrayList<Heard>();
            try (var lines = client.send(request.build(), BodyHandlers.ofLines()).body()) {
                var all = lines.filter(line -> line.startsWith("data:")).iterator();
                while (heard.size() < count) {
                    var event = Json.MAPPER.readTree(all.next().substring("data:".length()));
                    heard.add(
                            new Heard(
                                    event.path("position").asString(),
                                    event.at("/body/applicationEntity").asString()));
                }
            }
            client.shutdownNow();
            return heard;
        }
    }

    private static String key() {
        return "lk.live." + SECRET;
    }

    private static void register(String application) throws Exception {
        var answer =
                platform.command(
                        "registration/RegisterApplicationEntity",
                        "{\"applicationEntity\":\"%s\",\"secret\":\"%s\"}"
                                .formatted(application, SECRET));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
