package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Who has done what, by the index that the platform keeps of that. */
class ActorLookUpTest {
    private static final String REPORT =
            "{\"node\":\"pump\",\"request\":\"r-%d\",\"pack\":[{\"n\":\"t\",\"v\":%d}]}";

    @TempDir Path data;
    private RunningPlatform platform;

    @BeforeEach
    void an_operator_an_application_a_node_and_the_platform_act() throws Exception {
        platform = new RunningPlatform(data, "--lekha.mqtt.mode=off");
        send(
                platform.operator,
                "registration/RegisterApplicationEntity",
                "{\"applicationEntity\":\"town\",\"secret\":\"a-secret-of-twenty-letters\"}");
        send(
                platform.operator,
                "registration/RegisterNode",
                "{\"node\":\"pump\",\"kind\":\"DEVICE\",\"secret\":\"a-secret-of-twenty-letters\"}");
        for (int i = 0; i < 5; i++) {
            send(
                    "lk.pump.a-secret-of-twenty-letters",
                    "reporting/AcceptReport",
                    REPORT.formatted(i, i));
            send(
                    "lk.town.a-secret-of-twenty-letters",
                    "registration/RegisterNode",
                    "{\"node\":\"node-%d\",\"kind\":\"DEVICE\"}".formatted(i));
        }
    }

    @AfterEach
    void down() {
        platform.close();
    }

    private void send(String key, String command, String body) throws Exception {
        var answer = platform.post("/api/commands/" + command, key, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private List<JsonNode> log(String question) throws Exception {
        return platform.get("/api/log?" + question, platform.operator)
                .body()
                .lines()
                .map(Json.MAPPER::readTree)
                .toList();
    }

    private static String actor(JsonNode event) {
        return event.at("/metadata/actor").asString();
    }

    @Test
    @Requirement("4.23")
    void the_log_answers_what_each_actor_has_caused() throws Exception {
        assertThat(platform.view("actor-activity?actor=town"))
                .contains("\"count\":5")
                .doesNotContain("pump");
        assertThat(platform.view("actor-activity?actor=pump")).contains("\"items\":[]");
        var all = log("");
        var actors = all.stream().map(ActorLookUpTest::actor).collect(Collectors.toSet());
        assertThat(actors).containsAll(Set.of("operator", "town", "pump"));
        for (var actor : actors) {
            Predicate<JsonNode> his = event -> actor(event).equals(actor);
            assertThat(log("actor=" + actor)).isEqualTo(all.stream().filter(his).toList());
            assertThat(log("from=3&to=9&actor=" + actor))
                    .isEqualTo(all.subList(2, 9).stream().filter(his).toList());
        }
    }
}
