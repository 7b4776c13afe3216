package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Requirement;
import dev.lekha.wire.WireServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes share a store: one delivers, and the other goes on when that one is killed. */
class NotificationNodesTest {
    private static final String SECRET = "a-secret-of-twenty-letters";

    @TempDir Path folder;

    @Test
    @Requirement("4.34")
    void one_of_two_processes_delivers_and_the_other_goes_on_where_it_was_killed()
            throws Exception {
        try (var receiver = new Receiver();
                var server = new WireServer();
                var first = process(server, "first").awaitReady();
                var second = process(server, "second").awaitReady()) {
            var key = first.operatorKey();
            var body =
                    """
                    {"subscription":"apps","channel":"webhook","endpoint":"%s",\
                    "filter":{"types":["registration.ApplicationEntityRegistered"]}}\
                    """
                            .formatted(receiver.url("/hook"));
            send(first, key, "notifications/Subscribe", body);
            register(first, key, "one");
            register(second, key, "two");
            await().atMost(Duration.ofSeconds(60)).until(() -> delivered(second, key) == 2);
            assertThat(told(receiver)).as("by one of them").containsExactly("one", "two");
            first.kill();
            register(second, key, "three");
            await().atMost(Duration.ofSeconds(90)).until(() -> delivered(second, key) == 3);
            assertThat(told(receiver)).containsExactly("one", "two", "three");
        }
    }

    private PlatformProcess process(WireServer server, String name) throws IOException {
        return new PlatformProcess(
                Files.createDirectories(folder.resolve(name)),
                "--lekha.store=" + server.connection(),
                "--lekha.evidence.keys=" + folder.resolve("keys"));
    }

    private static void register(PlatformProcess platform, String key, String name)
            throws Exception {
        send(
                platform,
                key,
                "registration/RegisterApplicationEntity",
                "{\"applicationEntity\":\"%s\",\"secret\":\"%s\"}".formatted(name, SECRET));
    }

    private static void send(PlatformProcess platform, String key, String command, String body)
            throws Exception {
        var answer = platform.post("/api/commands/" + command, key, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static long delivered(PlatformProcess platform, String key) throws Exception {
        return platform.get("/api/log?type=notifications.NotificationDelivered", key)
                .body()
                .lines()
                .count();
    }

    private static List<String> told(Receiver receiver) {
        return receiver.posts("/hook").stream()
                .map(post -> post.event().at("/data/applicationEntity").asString())
                .toList();
    }
}
