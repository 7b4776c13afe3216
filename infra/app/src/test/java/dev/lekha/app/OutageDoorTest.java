package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.Requirement;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outages from their beginning to their end, by the doors that devices and operators use. */
class OutageDoorTest {
    private static final String SECRET = "a-secret-of-twenty-letters";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static RunningPlatform platform;

    @BeforeAll
    static void up(@TempDir Path folder) throws Exception {
        platform = new RunningPlatform(folder);
    }

    @AfterAll
    static void down() {
        platform.close();
    }

    @Test
    @Requirement("4.28")
    void a_device_that_says_in_time_that_it_has_restarted_is_back_within_its_promise()
            throws Exception {
        lose("prompt", "PT1H");
        assertThat(platform.view("outages?node=prompt"))
                .contains("\"state\":\"OPEN\"", "\"cause\":\"no-answer\"");
        assertThat(restart("prompt", "prompt"))
                .contains("RestartReported", "WakeReported", "ReturnedToService");
        assertThat(platform.view("outages?node=prompt"))
                .contains(
                        "\"state\":\"RETURNED\"",
                        "\"serviceLevel\":\"KEPT\"",
                        "\"evidence\":\"restart\"");
        assertThat(platform.view("nodes/prompt")).contains("\"state\":\"registered\"");
        assertThat(platform.view("return-deadlines")).doesNotContain("prompt");
    }

    @Test
    @Requirement("4.28")
    void one_that_is_not_back_in_time_is_a_fault_by_itself_and_late_when_it_comes()
            throws Exception {
        lose("slow", "PT1S");
        await().atMost(PATIENCE)
                .until(() -> platform.view("outages?state=OVERDUE").contains("\"node\":\"slow\""));
        assertThat(restart("slow", "slow")).contains("ReturnedToService");
        assertThat(platform.view("outages?node=slow")).contains("\"serviceLevel\":\"MISSED\"");
        assertThat(events("registration.ReturnOverdue", "slow")).isEqualTo(1);
    }

    @Test
    @Requirement("4.28")
    void one_that_just_reports_again_by_mqtt_is_back_too() throws Exception {
        lose("quiet", "PT1H");
        try (var device = new ReportingDevice(platform.mqtt, "quiet", SECRET)) {
            device.report("quiet", "[{\"n\":\"level\",\"v\":1}]");
        }
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(platform.view("outages?node=quiet"))
                                .contains("\"serviceLevel\":\"KEPT\"", "\"evidence\":\"report\""));
    }

    @Test
    @Requirement("4.28")
    void a_gateway_gives_a_device_behind_it_up_and_tells_of_its_restart() throws Exception {
        register("gate", "GATEWAY", "");
        register("child", "DEVICE", "gate");
        var lost = "{\"node\":\"child\",\"evidence\":\"silent\"}";
        assertThat(command("MarkUnreachable", "gate", lost)).contains("OutageBegan");
        assertThat(restart("gate", "child")).contains("ReturnedToService");
        assertThat(platform.view("outages?node=child")).contains("\"serviceLevel\":\"NONE\"");
        assertThat(command("MarkUnreachable", "child", lost.replace("child", "gate")))
                .contains("not-the-gateway");
        assertThat(restart("child", "gate")).contains("not-the-reporter");
    }

    @Test
    void one_that_is_held_meanwhile_is_not_awaited() throws Exception {
        lose("odd", "PT1H");
        accepted("QuarantineNode", "{\"node\":\"odd\",\"reason\":\"tampered\"}");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(platform.view("outages?node=odd"))
                                .contains("\"state\":\"WITHDRAWN\""));
        assertThat(platform.view("return-deadlines")).doesNotContain("\"odd\"");
    }

    private static void lose(String node, String returnWithin) throws Exception {
        register(node, "DEVICE", "");
        accepted(
                "SetServiceLevel",
                "{\"node\":\"%s\",\"returnWithin\":\"%s\"}".formatted(node, returnWithin));
        accepted("MarkUnreachable", "{\"node\":\"%s\",\"evidence\":\"no-answer\"}".formatted(node));
    }

    private static void register(String node, String kind, String gateway) throws Exception {
        accepted(
                "RegisterNode",
                "{\"node\":\"%s\",\"kind\":\"%s\",\"gateway\":\"%s\",\"secret\":\"%s\"}"
                        .formatted(node, kind, gateway, SECRET));
    }

    private static void accepted(String command, String body) throws Exception {
        var answer = platform.command("registration/" + command, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String restart(String who, String node) throws Exception {
        return command(
                "ReportRestart", who, "{\"node\":\"%s\",\"cause\":\"power\"}".formatted(node));
    }

    private static String command(String command, String who, String body) throws Exception {
        return platform.post(
                        "/api/commands/registration/" + command, "lk." + who + "." + SECRET, body)
                .body();
    }

    private static long events(String type, String node) throws Exception {
        return platform.get("/api/log?type=" + type + "&tag=node:" + node, platform.operator)
                .body()
                .lines()
                .count();
    }
}
