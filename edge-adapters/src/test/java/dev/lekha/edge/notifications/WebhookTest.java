package dev.lekha.edge.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.notifications.Channel;
import dev.lekha.kernel.notifications.EventFilter;
import dev.lekha.kernel.notifications.NotificationEvent.Subscribed;
import dev.lekha.kernel.notifications.SubscriptionId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.900Z");
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    private static HttpServer server;
    private static final BlockingQueue<String> ASKED = new LinkedBlockingQueue<>();

    /** Answers with the status that the path names; {@code /drip} begins and never ends. */
    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    var path = exchange.getRequestURI().getPath();
                    ASKED.add(path);
                    exchange.getRequestBody().readAllBytes();
                    exchange.getResponseHeaders().add("Retry-After", "7");
                    exchange.getResponseHeaders().add("Location", "/200");
                    if (path.equals("/drip")) {
                        exchange.sendResponseHeaders(200, 1_000);
                        exchange.getResponseBody().flush();
                        return;
                    }
                    exchange.sendResponseHeaders(Integer.parseInt(path.substring(1)), -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    private static Attempt send(String url, NotificationSettings.Reach reach) throws Exception {
        var settings =
                new NotificationSettings(
                        3,
                        Duration.ofMillis(1),
                        Duration.ofMillis(1),
                        Duration.ofMillis(500),
                        Duration.ofMillis(500),
                        1,
                        1,
                        reach,
                        "urn:lekha",
                        "");
        var asked =
                new Subscribed(
                        new SubscriptionId("s"),
                        "heat",
                        "default",
                        new TreeSet<>(Set.of(Role.APPLICATION)),
                        new TreeSet<>(),
                        new EventFilter(List.of("a.B"), List.of()),
                        Channel.WEBHOOK,
                        url,
                        "");
        try (var webhook = new Webhook(settings, (_, _) -> new byte[32], () -> NOON)) {
            return webhook.send(new Notification(asked, "policy.When/7/0-0", BODY));
        }
    }

    private static Attempt send(String path) throws Exception {
        return send(
                "http://127.0.0.1:" + server.getAddress().getPort() + path,
                NotificationSettings.Reach.ANY);
    }

    @Test
    void a_signature_is_that_of_the_standards_own_example() {
        var secret = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        var body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        assertThat(WebhookSignature.of(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(WebhookSignature.text(secret))
                .isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    @ParameterizedTest
    @CsvSource({
        "200, Taken", "204, Taken", "301, Hopeless", "400, Hopeless", "404, Hopeless",
        "410, Hopeless", "408, Failed", "429, Failed", "500, Failed", "503, Failed"
    })
    void a_status_says_whether_another_attempt_has_a_chance(String status, String kind)
            throws Exception {
        ASKED.clear();
        assertThat(send("/" + status).getClass().getSimpleName()).isEqualTo(kind);
        assertThat(ASKED).as("redirects are not followed").containsExactly("/" + status);
    }

    @Test
    void what_is_gone_says_so_and_who_is_busy_says_how_long() throws Exception {
        assertThat(send("/410"))
                .isEqualTo(new Attempt.Hopeless("gone", "the endpoint answered 410"));
        assertThat(send("/429"))
                .isEqualTo(
                        new Attempt.Failed(
                                "status-429", "the endpoint answered 429", Duration.ofSeconds(7)));
    }

    @Test
    void an_answer_that_does_not_end_and_a_port_that_nobody_has_are_failures() throws Exception {
        assertThat(send("/drip"))
                .isInstanceOfSatisfying(
                        Attempt.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo("timed-out"));
        assertThat(send("http://127.0.0.1:1/", NotificationSettings.Reach.ANY))
                .isInstanceOfSatisfying(
                        Attempt.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo("unreachable"));
        assertThat(send("http://no-such-host.invalid/", NotificationSettings.Reach.ANY))
                .isInstanceOfSatisfying(
                        Attempt.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo("unreachable"));
    }

    @Test
    void a_refused_address_is_not_asked() throws Exception {
        ASKED.clear();
        assertThat(
                        send(
                                "http://localhost:" + server.getAddress().getPort() + "/200",
                                NotificationSettings.Reach.PUBLIC))
                .isInstanceOfSatisfying(
                        Attempt.Hopeless.class,
                        hopeless -> assertThat(hopeless.reason()).isEqualTo("address-refused"));
        assertThat(ASKED).isEmpty();
    }

    @Test
    void an_id_is_the_same_each_time_has_no_full_stop_and_is_of_one_subscription() {
        var filter = new EventFilter(List.of("a.B"), List.of());
        var ids =
                List.of("s.1", "s.2").stream()
                        .map(id ->
                                new Subscribed(
                                        new SubscriptionId(id),
                                        "heat",
                                        "default",
                                        new TreeSet<>(),
                                        new TreeSet<>(),
                                        filter,
                                        Channel.WEBHOOK,
                                        "http://a/",
                                        ""))
                        .map(asked -> new Notification(asked, "policy.When/7/0-0", BODY).id())
                        .toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("msg_[0-9a-f]{32}"));
    }
}
