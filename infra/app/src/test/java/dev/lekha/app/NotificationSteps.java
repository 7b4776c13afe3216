package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Json;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A platform with a receiver of webhooks beside it, and what tests of notifications ask of both.
 */
abstract class NotificationSteps {
    static final String SECRET = "a-secret-of-twenty-letters";
    static final String NEW_APPLICATION = "registration.ApplicationEntityRegistered";
    static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir static Path folder;

    static RunningPlatform platform;
    static Receiver receiver;

    @BeforeAll
    static void start() throws Exception {
        receiver = new Receiver();
        platform =
                new RunningPlatform(
                        folder.resolve("data"),
                        "--lekha.notifications.attempts=3",
                        "--lekha.notifications.first-pause=20ms",
                        "--lekha.notifications.longest-pause=100ms",
                        "--lekha.notifications.timeout=2s");
    }

    @AfterAll
    static void stop() {
        platform.close();
        receiver.close();
    }

    static String application(String name) throws Exception {
        send(
                "registration/RegisterApplicationEntity",
                "{\"applicationEntity\":\"%s\",\"secret\":\"%s\"}".formatted(name, SECRET));
        return "lk." + name + "." + SECRET;
    }

    static void propose(String key, String id) throws Exception {
        var body =
                """
                {"agreement":"%s","proposer":"giver","counterparty":"taker",\
                "given":["charging.ChargeableEventConfigured"]}\
                """
                        .formatted(id);
        var answer = post("/api/commands/agreements/ProposeAgreement", key, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    static void configure(String key, String node) throws Exception {
        var body =
                """
                {"node":"%s","metric":"energy","ratingGroup":"energy",\
                "shares":[{"subscription":"alice","share":"1"}]}\
                """
                        .formatted(node);
        var answer = post("/api/commands/charging/ConfigureChargeableEvent", key, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    static void accept(String key, String id) throws Exception {
        var answer =
                post(
                        "/api/commands/agreements/AcceptAgreement",
                        key,
                        "{\"agreement\":\"" + id + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    static String filter(String type) {
        return "{\"types\":[\"" + type + "\"]}";
    }

    static void subscribe(String key, String id, String filter, String endpoint) throws Exception {
        var body =
                "{\"subscription\":\"%s\",\"filter\":%s,\"channel\":\"webhook\",\"endpoint\":\"%s\"}"
                        .formatted(id, filter, endpoint);
        var answer = post("/api/commands/notifications/Subscribe", key, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    static void subscribeByMqtt(String key, String id) throws Exception {
        var body =
                "{\"subscription\":\"%s\",\"filter\":%s,\"channel\":\"mqtt\"}"
                        .formatted(id, filter(NEW_APPLICATION));
        var answer = post("/api/commands/notifications/Subscribe", key, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    static String show(String key, String id) throws Exception {
        var answer = post("/api/notifications/" + id + "/secret", key, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        return Json.MAPPER.readTree(answer.body()).path("secret").asString();
    }

    /** As a receiver checks it with what every machine has. */
    static String opensslHmac(String secret, Receiver.Post post) throws Exception {
        var bytes = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        var signed = Files.createTempFile(folder, "signed", ".txt");
        Files.writeString(
                signed, post.id() + "." + post.header("webhook-timestamp") + "." + post.body());
        var openssl =
                new ProcessBuilder(
                                "openssl",
                                "dgst",
                                "-sha256",
                                "-mac",
                                "HMAC",
                                "-macopt",
                                "hexkey:" + HexFormat.of().formatHex(bytes),
                                "-binary",
                                signed.toString())
                        .start();
        var mac = openssl.getInputStream().readAllBytes();
        assertThat(openssl.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(openssl.exitValue()).isZero();
        return Base64.getEncoder().encodeToString(mac);
    }

    /** Applications of which a path was told. */
    static List<String> told(String path) {
        return receiver.posts(path).stream()
                .map(post -> post.event().at("/data/applicationEntity").asString())
                .filter(name -> !name.isEmpty())
                .toList();
    }

    static List<String> types(String path) {
        return receiver.posts(path).stream()
                .map(post -> post.event().path("type").asString())
                .toList();
    }

    static List<String> nodes(String path) {
        return receiver.posts(path).stream()
                .map(post -> post.event().at("/data/node").asString())
                .toList();
    }

    static long position(JsonNode event) {
        return Long.parseLong(event.path("lekhaposition").asString());
    }

    static JsonNode row(String subscription) throws Exception {
        return Json.MAPPER.readTree(platform.view("subscriptions/" + subscription));
    }

    static List<JsonNode> letters(String subscription) throws Exception {
        return items("dead-letters?subscription=" + subscription);
    }

    static List<JsonNode> items(String query) throws Exception {
        var items = new ArrayList<JsonNode>();
        Json.MAPPER.readTree(platform.view(query)).path("items").forEach(items::add);
        return items;
    }

    static List<JsonNode> log(String type, String subscription) throws Exception {
        var path = "/api/log?type=" + type + "&tag=notification=" + subscription;
        return platform.get(path, platform.operator)
                .body()
                .lines()
                .<JsonNode>map(Json.MAPPER::readTree)
                .toList();
    }

    static HttpResponse<String> post(String path, String key, String body) throws Exception {
        return platform.post(path, key, body);
    }

    static void send(String command, String body) throws Exception {
        var answer = platform.command(command, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
