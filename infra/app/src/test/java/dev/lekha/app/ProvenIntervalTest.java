package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.crypto.time.TimeStampCheck;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Between which times an event came, by our own authority and by one outside. */
class ProvenIntervalTest {
    @TempDir static Path parent;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Path data;
    private static OutsideAuthority outside;
    private static RunningPlatform platform;
    private static Published auditor;
    private static Published stranger;

    @BeforeAll
    static void up() throws Exception {
        data = parent.resolve("data");
        outside = new OutsideAuthority();
        platform =
                new RunningPlatform(
                        data,
                        "--lekha.evidence.enabled=true",
                        "--lekha.evidence.pace=50ms",
                        "--lekha.evidence.idle-pace=50ms",
                        "--lekha.evidence.time.every=100ms",
                        "--lekha.evidence.time.authorities.outside=" + outside.url(),
                        "--lekha.mqtt.mode=off");
        auditor = new Published(platform.http, platform.operator, CLIENT);
        stranger = new Published(platform.http, "", CLIENT);
    }

    @AfterAll
    static void down() {
        platform.close();
        outside.close();
        CLIENT.close();
    }

    private static long registered(String node) throws Exception {
        var answer =
                platform.command(
                        "registration/RegisterNode",
                        "{\"node\":\"%s\",\"kind\":\"DEVICE\"}".formatted(node));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.MAPPER.readTree(answer.body()).path("position").asLong();
    }

    private static JsonNode interval(String event) {
        return Json.MAPPER.readTree(stranger.body("/api/evidence/interval?" + event));
    }

    private static JsonNode by(JsonNode interval, String authority) {
        return interval.path("stated")
                .valueStream()
                .filter(one -> one.path("authority").asString().equals(authority))
                .findFirst()
                .orElseThrow();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60)).ignoreExceptions();
    }

    /** Once both have stamped a checkpoint with it. */
    private static JsonNode closed(long position) {
        soon().untilAsserted(() -> {
            var interval = interval("position=" + position);
            for (var authority : new String[] {"platform", "outside"}) {
                assertThat(by(interval, authority).path("notAfter").isObject()).isTrue();
            }
        });
        return interval("position=" + position);
    }

    @Test
    @Requirement("4.25")
    void every_event_lies_between_two_times_that_an_auditor_can_verify() throws Exception {
        closed(registered("before"));
        var earliest = Instant.now();
        long position = registered("between");
        var latest = Instant.now();
        var interval = closed(position);
        var said = by(interval, "outside");
        var notAfter = said.path("notAfter");
        long size = notAfter.path("size").asLong();
        assertThat(size).isGreaterThanOrEqualTo(position);
        var proven =
                outside.check()
                        .verify(
                                auditor.body("/timestamp/" + size + "/outside.tsr"),
                                auditor.body("/checkpoint/" + size));
        assertThat(time(notAfter)).isEqualTo(proven.notAfter()).isAfter(earliest);

        var notBefore = said.path("notBefore");
        long told = notBefore.path("position").asLong();
        assertThat(told).isLessThan(position);
        var token = TimeStampCheck.stated(token(told));
        assertThat(time(notBefore)).isEqualTo(token.notBefore()).isBefore(latest);
        assertThat(token.authority()).isEqualTo("CN=Outside");
    }

    private static Instant time(JsonNode end) {
        return Instant.parse(end.path("time").asString());
    }

    private static byte[] token(long position) {
        var line = auditor.body("/api/log?from=%1$d&to=%1$d".formatted(position));
        return Base64.getDecoder().decode(Json.MAPPER.readTree(line).at("/body/token").asString());
    }

    @Test
    void only_authorities_outside_prove_anything_against_the_operator() throws Exception {
        closed(registered("first"));
        var interval = closed(registered("second"));
        assertThat(by(interval, "platform").path("own").asBoolean()).isTrue();
        assertThat(by(interval, "outside").path("own").asBoolean()).isFalse();
        var proven = interval.path("proven");
        assertThat(proven.path("by").valueStream().map(JsonNode::asString))
                .containsExactly("outside");
        var said = by(interval, "outside");
        assertThat(proven.path("notBefore")).isEqualTo(said.at("/notBefore/time"));
        assertThat(proven.path("notAfter")).isEqualTo(said.at("/notAfter/time"));
        assertThat(interval.path("note").asString())
                .contains("own authority alone proves nothing against its operator");
    }

    @Test
    void nothing_says_when_the_first_event_came_at_the_earliest() {
        soon().untilAsserted(() -> {
            var interval = interval("position=1");
            assertThat(by(interval, "platform").path("notBefore").isNull()).isTrue();
            assertThat(interval.at("/proven/notBefore").isNull()).isTrue();
        });
    }

    @Test
    void a_checkpoint_that_was_thinned_out_proves_nothing_and_the_next_one_does() throws Exception {
        long position = registered("thinned");
        long size = by(closed(position), "platform").at("/notAfter/size").asLong();
        long later = registered("after-thinned");
        closed(later);
        soon().until(() -> Files.deleteIfExists(data.resolve("evidence/checkpoints/" + size)));
        assertThat(by(closed(position), "platform").at("/notAfter/size").asLong())
                .isGreaterThan(size);
    }

    @Test
    void an_event_is_named_by_its_id_by_readers_of_the_log() throws Exception {
        long position = registered("named");
        closed(position);
        var line = auditor.body("/api/log?from=%1$d&to=%1$d".formatted(position));
        var id = Json.MAPPER.readTree(line).path("id").asString();
        for (var path : new String[] {"/api/evidence/interval?", "/api/evidence/inclusion?"}) {
            assertThat(stranger.get(path + "id=" + id).statusCode()).isEqualTo(401);
            assertThat(auditor.get(path + "id=nobody").statusCode()).isEqualTo(404);
            assertThat(auditor.get(path + "id=x&position=1").statusCode()).isEqualTo(400);
            assertThat(auditor.get(path).statusCode()).isEqualTo(400);
        }
        var byId = Json.MAPPER.readTree(auditor.body("/api/evidence/interval?id=" + id));
        assertThat(byId.path("position").asLong()).isEqualTo(position);
        assertThat(
                        new String(
                                auditor.body("/api/evidence/inclusion?id=" + id),
                                StandardCharsets.UTF_8))
                .contains("\nindex " + (position - 1) + "\n");
    }

    @Test
    void what_is_not_published_has_no_interval() {
        assertThat(stranger.get("/api/evidence/interval?position=99999999").statusCode())
                .isEqualTo(404);
        assertThat(stranger.get("/api/evidence/interval?position=0").statusCode()).isEqualTo(400);
    }
}
