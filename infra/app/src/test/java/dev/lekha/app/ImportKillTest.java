package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Kills the platform in the middle of an import, which then goes on and does nothing twice. */
class ImportKillTest {
    private static final int ROWS = 4_000;

    @TempDir Path folder;

    @Test
    void an_import_goes_on_where_it_was_killed_and_nothing_is_done_twice() throws Exception {
        var first = new PlatformProcess(folder).awaitReady();
        try (first) {
            assertThat(upload(first)).isEqualTo(202);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> progress(first).path("decided").asInt(0) >= 500);
            first.kill();
        }
        try (var second = new PlatformProcess(folder).awaitReady()) {
            var before = progress(second);
            assertThat(before.path("state").asString()).isEqualTo("open");
            assertThat(before.path("decided").asInt()).isBetween(500, ROWS - 1);
            var resumed = second.post("/api/imports/many/resume", second.operatorKey(), "");
            assertThat(resumed.statusCode()).as(resumed.body()).isEqualTo(202);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> progress(second).path("state").asString("").equals("finished"));
            assertThat(progress(second).path("rejected").asInt()).isZero();
            assertThat(registered(second)).isEqualTo(ROWS);
            assertThat(
                            second.get("/api/imports/many/receipts", second.operatorKey())
                                    .body()
                                    .lines()
                                    .distinct())
                    .hasSize(ROWS);
        }
    }

    private static int upload(PlatformProcess platform) throws Exception {
        var rows =
                IntStream.rangeClosed(1, ROWS)
                        .mapToObj("m-%d,DEVICE\n"::formatted)
                        .collect(Collectors.joining("", "node,kind\n", ""));
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(
                                            platform.http.resolve("/api/imports?import=many"))
                                    .header("Authorization", "Bearer " + platform.operatorKey())
                                    .header("Content-Type", "text/csv")
                                    .POST(HttpRequest.BodyPublishers.ofString(rows))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static JsonNode progress(PlatformProcess platform)
            throws IOException, InterruptedException {
        return Json.MAPPER.readTree(
                platform.get("/api/imports/many", platform.operatorKey()).body());
    }

    private static long registered(PlatformProcess platform) throws Exception {
        return platform.get("/api/log?type=registration.NodeRegistered", platform.operatorKey())
                .body()
                .lines()
                .count();
    }
}
