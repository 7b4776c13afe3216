package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Requirement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the platform when a receiver has a notification and the log has not its outcome. */
class NotificationKillTest {
    private static final String SECRET = "a-secret-of-twenty-letters";

    @TempDir Path folder;

    @Test
    @Requirement("4.34")
    void after_a_kill_between_delivery_and_record_it_is_sent_again_under_its_id_and_recorded_once()
            throws Exception {
        var mortal = new AtomicReference<PlatformProcess>();
        try (var receiver = new Receiver();
                var first = new PlatformProcess(folder).awaitReady()) {
            mortal.set(first);
            var url =
                    receiver.url(
                            "/hook",
                            number -> {
                                if (number == 2) {
                                    mortal.get().kill();
                                }
                                return 204;
                            });
            subscribe(first, url);
            register(first, "one");
            await().atMost(Duration.ofSeconds(30)).until(() -> delivered(first).size() == 1);
            register(first, "two");
            await().atMost(Duration.ofSeconds(30)).until(() -> receiver.posts("/hook").size() == 2);
            first.awaitEnd();
            try (var second = new PlatformProcess(folder).awaitReady()) {
                register(second, "three");
                await().atMost(Duration.ofSeconds(60)).until(() -> delivered(second).size() >= 3);
                var told =
                        receiver.posts("/hook").stream()
                                .map(post -> post.event().at("/data/applicationEntity").asString())
                                .toList();
                assertThat(told).containsExactly("one", "two", "two", "three");
                assertThat(receiver.posts("/hook").get(1).id())
                        .isEqualTo(receiver.posts("/hook").get(2).id());
                assertThat(delivered(second)).hasSize(3);
            }
        }
    }

    private static void subscribe(PlatformProcess platform, String url) throws Exception {
        var body =
                """
                {"subscription":"apps","channel":"webhook","endpoint":"%s",\
                "filter":{"types":["registration.ApplicationEntityRegistered"]}}\
                """
                        .formatted(url);
        var answer =
                platform.post(
                        "/api/commands/notifications/Subscribe", platform.operatorKey(), body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void register(PlatformProcess platform, String name) throws Exception {
        var answer =
                platform.post(
                        "/api/commands/registration/RegisterApplicationEntity",
                        platform.operatorKey(),
                        "{\"applicationEntity\":\"%s\",\"secret\":\"%s\"}".formatted(name, SECRET));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static List<String> delivered(PlatformProcess platform) throws Exception {
        return platform.get(
                        "/api/log?type=notifications.NotificationDelivered", platform.operatorKey())
                .body()
                .lines()
                .toList();
    }
}
