package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Json;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an external broker is told, asked as mosquitto-go-auth asks. */
class BrokerDoorTest {
    private static final String SECRET = "a-secret-of-twenty-letters";
    private static final String BROKER = "lk.mosquitto." + SECRET;
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int BOTH = 3;
    private static final int SUBSCRIBE = 4;
    private static final int YES = 200;
    private static final int NO = 403;

    @TempDir static Path data;

    private static RunningPlatform platform;

    @BeforeAll
    static void up() throws Exception {
        platform =
                new RunningPlatform(
                        data, "--lekha.mqtt.mode=external", "--lekha.mqtt.uri=tcp://127.0.0.1:1");
        credential("mosquitto", "OPERATOR", "mqtt");
        node("{\"node\":\"gateway\",\"kind\":\"GATEWAY\",\"secret\":\"%s\"}");
        node("{\"node\":\"child\",\"kind\":\"DEVICE\",\"gateway\":\"gateway\"}");
        node("{\"node\":\"meter\",\"kind\":\"DEVICE\",\"secret\":\"%s\"}");
    }

    @AfterAll
    static void down() {
        platform.close();
    }

    @Test
    void a_device_comes_in_with_its_own_secret_and_with_no_other() throws Exception {
        var before = refused("credentials-wrong");
        assertThat(user("meter", SECRET)).isEqualTo(YES);
        assertThat(user("meter", "another-secret-of-some-length")).isEqualTo(NO);
        assertThat(user("nobody", SECRET)).isEqualTo(NO);
        assertThat(user("meter", "")).isEqualTo(NO);
        assertThat(ask("user", Map.of("username", "meter")).statusCode()).isEqualTo(NO);
        assertThat(refused("credentials-wrong") - before).isEqualTo(4);
    }

    @Test
    void a_device_publishes_to_its_own_topic_and_a_gateway_to_those_behind_it() throws Exception {
        var before = refused("topic-not-permitted");
        assertThat(acl("meter", "devices/meter/reports", WRITE)).isEqualTo(YES);
        assertThat(acl("gateway", "devices/gateway/reports", WRITE)).isEqualTo(YES);
        assertThat(acl("gateway", "devices/child/reports", WRITE)).isEqualTo(YES);
        assertThat(refused("topic-not-permitted")).isEqualTo(before);

        assertThat(acl("meter", "devices/child/reports", WRITE)).isEqualTo(NO);
        assertThat(acl("meter", "devices/nobody/reports", WRITE)).isEqualTo(NO);
        assertThat(acl("meter", "devices/meter/other", WRITE)).isEqualTo(NO);
        assertThat(acl("nobody", "devices/meter/reports", WRITE)).isEqualTo(NO);
        assertThat(refused("topic-not-permitted") - before).isEqualTo(4);
    }

    @Test
    void a_device_listens_below_its_own_name_only() throws Exception {
        assertThat(acl("meter", "devices/meter/#", SUBSCRIBE)).isEqualTo(YES);
        assertThat(acl("meter", "devices/meter/commands", READ)).isEqualTo(YES);
        assertThat(acl("meter", "devices/+/reports", SUBSCRIBE)).isEqualTo(NO);
        assertThat(acl("meter", "$share/lekha/devices/+/reports", SUBSCRIBE)).isEqualTo(NO);
        assertThat(acl("meter", "devices/child/reports", READ)).isEqualTo(NO);
        assertThat(acl("meter", "devices/meter/reports", BOTH)).isEqualTo(YES);
        assertThat(acl("gateway", "devices/child/reports", BOTH)).isEqualTo(NO);
    }

    @Test
    void nobody_is_a_superuser() throws Exception {
        assertThat(ask("superuser", Map.of("username", "mosquitto")).statusCode()).isEqualTo(NO);
        assertThat(ask("superuser", Map.of("username", "operator")).statusCode()).isEqualTo(NO);
    }

    @Test
    void a_credential_that_is_revoked_publishes_nothing_more() throws Exception {
        node("{\"node\":\"short\",\"kind\":\"DEVICE\",\"secret\":\"%s\"}");
        assertThat(acl("short", "devices/short/reports", WRITE)).isEqualTo(YES);
        accepted("registration/RevokeCredential", "{\"credential\":\"short\"}");
        await().untilAsserted(() -> {
            assertThat(user("short", SECRET)).isEqualTo(NO);
            assertThat(acl("short", "devices/short/reports", WRITE)).isEqualTo(NO);
        });
    }

    @Test
    void only_a_broker_s_own_key_may_ask() throws Exception {
        credential("till", "BILLING", "mqtt");
        credential("scraper", "OPERATOR", "actuator");
        var question = Json.MAPPER.writeValueAsString(Map.of("username", "meter"));
        for (var key : new String[] {"lk.till." + SECRET, "lk.scraper." + SECRET}) {
            assertThat(platform.post("/api/broker/user", key, question).body())
                    .contains("\"code\":\"forbidden\"");
        }
        assertThat(platform.post("/api/broker/user", "lk.x.y", question).statusCode())
                .isEqualTo(401);
        assertThat(platform.get("/api/log", BROKER).statusCode()).isEqualTo(NO);
    }

    @Test
    void a_question_that_cannot_be_read_is_told_so() throws Exception {
        assertThat(platform.post("/api/broker/user", BROKER, "{").statusCode()).isEqualTo(400);
        assertThat(acl("meter", "devices/meter/reports", 99)).isEqualTo(400);
    }

    private static int user(String name, String secret) throws Exception {
        return ask("user", Map.of("username", name, "password", secret, "clientid", "c"))
                .statusCode();
    }

    private static int acl(String name, String topic, int access) throws Exception {
        return ask("acl", Map.of("username", name, "topic", topic, "acc", access, "clientid", "c"))
                .statusCode();
    }

    private static HttpResponse<String> ask(String what, Map<String, Object> question)
            throws IOException, InterruptedException {
        return platform.post(
                "/api/broker/" + what, BROKER, Json.MAPPER.writeValueAsString(question));
    }

    private static double refused(String reason) {
        return platform
                .context
                .getBean(MeterRegistry.class)
                .find("lekha.refused.input")
                .tags("door", "mqtt", "reason", reason)
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static void node(String body) throws Exception {
        accepted("registration/RegisterNode", body.formatted(SECRET));
    }

    private static void credential(String name, String role, String scope) throws Exception {
        accepted(
                "registration/IssueCredential",
                """
                {"credential":"%s","principal":"%s","roles":["%s"],"scopes":["%s"],"secret":"%s"}\
                """
                        .formatted(name, name, role, scope, SECRET));
    }

    private static void accepted(String command, String body) throws Exception {
        var answer = platform.command(command, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
