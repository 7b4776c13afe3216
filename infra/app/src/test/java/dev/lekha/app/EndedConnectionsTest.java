package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Requirement;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may no longer be here is not left on a connection that is open. */
class EndedConnectionsTest {
    private static final String SECRET = "a-secret-of-twenty-letters";
    private static final int NOT_AUTHORIZED = 0x87;
    private static final int ADMINISTRATIVE_ACTION = 0x98;

    /** It takes a second or two; the rest is for a machine that has much else to do. */
    private static final long PATIENCE_SECONDS = 20;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir static Path folder;

    private static RunningPlatform platform;

    @BeforeAll
    static void start() throws Exception {
        platform = new RunningPlatform(folder);
    }

    @AfterAll
    static void stop() {
        CLIENT.close();
        platform.close();
    }

    @Test
    @Requirement("4.12")
    void a_key_that_is_revoked_ends_what_it_opened_and_no_connection_of_another_key()
            throws Exception {
        send("registration/RegisterApplicationEntity", "{'applicationEntity':'heat','secret':'S'}");
        send(
                "registration/IssueCredential",
                "{'credential':'heat-2','principal':'heat','roles':['APPLICATION'],'secret':'S'}");
        send(
                "notifications/Subscribe",
                """
                {'subscription':'live','filter':{'types':['registration.NodeRegistered']},'channel':'sse',
                 'subscriber':'heat'}\
                """);
        var live = "/api/log/live?subscription=live";
        var topic = "applications/heat/notifications";
        try (var revoked = new Listener(platform.mqtt, "heat", SECRET, topic);
                var kept = new Listener(platform.mqtt, "heat-2", SECRET, topic)) {
            var revokedStream = stream(live, "heat");
            var keptStream = stream(live, "heat-2");
            send("registration/RevokeCredential", "{'credential':'heat'}");
            assertThat(revoked.ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(NOT_AUTHORIZED);
            revokedStream.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(kept.ended).isNotDone();
            assertThat(keptStream).isNotDone();
            send("registration/RevokeCredential", "{'credential':'heat-2'}");
            assertThat(kept.ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(NOT_AUTHORIZED);
            keptStream.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @CsvSource({"QuarantineNode, held", "DeregisterNode, gone", "RetireNode, retired"})
    @Requirement({"5.2.1", "4.12"})
    void a_node_that_is_quarantined_or_leaves_is_disconnected_and_others_are_not(
            String command, String node) throws Exception {
        register(node);
        register(node + "-not");
        try (var ended = listener(node);
                var other = listener(node + "-not")) {
            var stream = stream(node);
            send("registration/" + command, "{'node':'%s','reason':'odd'}".formatted(node));
            assertThat(ended.ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isIn(ADMINISTRATIVE_ACTION, NOT_AUTHORIZED);
            stream.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(other.ended).isNotDone();
        }
    }

    @Test
    void a_connection_of_the_same_name_in_another_tenant_stays() throws Exception {
        register("twin");
        var body = "{\"node\":\"twin\",\"kind\":\"DEVICE\",\"secret\":\"%s\"}".formatted(SECRET);
        var path = "/api/commands/registration/RegisterNode";
        var there = platform.post(path, platform.operator, body, "Lekha-Tenant", "acme");
        assertThat(there.statusCode()).as(there.body()).isEqualTo(200);
        try (var here = listener("twin");
                var acmes =
                        new Listener(
                                platform.mqtt,
                                "acme/twin",
                                SECRET,
                                "tenants/acme/devices/twin/notifications")) {
            send("registration/QuarantineNode", "{'node':'twin','reason':'odd'}");
            assertThat(here.ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(ADMINISTRATIVE_ACTION);
            assertThat(acmes.ended).isNotDone();
        }
    }

    private static void register(String node) throws Exception {
        send(
                "registration/RegisterNode",
                "{'node':'%s','kind':'DEVICE','secret':'S'}".formatted(node));
        send(
                "notifications/Subscribe",
                """
                {'subscription':'of-%s','filter':{'types':['registration.NodeRegistered']},'channel':'sse',
                 'subscriber':'%1$s'}\
                """
                        .formatted(node));
    }

    private static Listener listener(String node) throws Exception {
        return new Listener(platform.mqtt, node, SECRET, "devices/" + node + "/notifications");
    }

    private static void send(String command, String body) throws Exception {
        var json = body.replace("'S'", '"' + SECRET + '"').replace('\'', '"');
        var answer = platform.command(command, json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static CompletableFuture<Void> stream(String node)
            throws InterruptedException, TimeoutException {
        return stream("/api/log/live?subscription=of-" + node, node);
    }

    /** Completes when the stream, which has begun, has come to its end. */
    private static CompletableFuture<Void> stream(String path, String credential)
            throws InterruptedException, TimeoutException {
        var request =
                HttpRequest.newBuilder(platform.http.resolve(path))
                        .header("Authorization", "Bearer lk." + credential + "." + SECRET)
                        .build();
        var begun = new CountDownLatch(1);
        var ended =
                CLIENT.sendAsync(
                                request,
                                info -> {
                                    assertThat(info.statusCode()).isEqualTo(200);
                                    begun.countDown();
                                    return BodyHandlers.discarding().apply(info);
                                })
                        .thenApply(HttpResponse::body);
        if (!begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException("The stream does not begin: " + ended);
        }
        return ended;
    }
}
