package dev.lekha.edge.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What becomes of records in the commands' topic. */
@TestInstance(PER_CLASS)
class CommandIntakeTest {
    private SomeKafka broker;

    private ScriptedCommands commands;
    private String prefix;
    private IntakeUnderTest intake;

    SomeKafka broker(Path data) {
        return SomeKafka.inProcess(data);
    }

    @BeforeAll
    void start(@TempDir Path data) {
        broker = broker(data);
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @BeforeEach
    void open(TestInfo test) {
        commands = new ScriptedCommands();
        prefix = test.getTestMethod().orElseThrow().getName().replaceAll("(.)[^_]*_?", "$1") + ".";
        intake = intake(Map.of());
    }

    @AfterEach
    void close() {
        intake.close();
    }

    @Test
    @Requirement("8-I3a")
    void a_command_is_carried_out_and_answered_under_its_correlation_id() {
        intake.open();
        intake.send(
                "pump-1",
                "{\"a\":1}",
                "lekha-command",
                "test/Do",
                "idempotency-key",
                "k1",
                "correlation-id",
                "c1",
                "reply-to",
                "shop-7");
        var reply = intake.awaitReplies(1).getFirst();
        assertThat(commands.done).containsExactly("{\"a\":1}");
        assertThat(key(reply)).isEqualTo("c1");
        assertThat(text(reply.value()))
                .isEqualTo("{\"position\":1,\"events\":[\"done.Done\"],\"repeated\":false}");
        assertThat(Topic.header(reply, "lekha-status")).isEqualTo("200");
        assertThat(Topic.header(reply, "lekha-position")).isEqualTo("1");
        assertThat(Topic.header(reply, "lekha-command")).isEqualTo("test/Do");
        assertThat(Topic.header(reply, "reply-to")).isEqualTo("shop-7");
    }

    @Test
    void the_same_idempotency_key_gets_the_first_answer_again() {
        intake.open();
        for (int time = 0; time < 3; time++) {
            intake.send("pump-1", "{}", "lekha-command", "test/Do", "idempotency-key", "k1");
        }
        var replies = intake.awaitReplies(3);
        assertThat(commands.done).hasSize(1);
        assertThat(replies.stream().map(CommandIntakeTest::key)).containsOnly("k1");
        assertThat(replies.stream().map(each -> json(each).path("position").longValue()))
                .containsOnly(1L);
        assertThat(replies.stream().map(each -> json(each).path("repeated").booleanValue()))
                .containsExactly(false, true, true);
    }

    /**
     * Nothing was committed when the first process left in the middle, so all of it comes again.
     */
    @Test
    void what_is_delivered_again_is_done_once_with_and_without_a_key_of_its_own() {
        intake.send("pump-1", "{}", "lekha-command", "test/Hang", "idempotency-key", "stuck");
        for (int at = 0; at < 20; at++) {
            intake.send("pump-" + at, "{\"n\":" + at + "}", "lekha-command", "test/Do");
        }
        var first = intake.open();
        await().until(() -> commands.done.size() >= 19 && commands.hanging.size() == 1);
        first.close();
        intake.open();
        await().until(() -> intake.meters.counter("lekha.kafka.commands.repeated").count() > 0);
        commands.hanging.get("stuck").complete(new Answer(99, List.of(), false));
        await().untilAsserted(() -> assertThat(positionsAnswered()).hasSize(21));
        assertThat(commands.done).hasSize(20).doesNotHaveDuplicates();
    }

    private List<String> positionsAnswered() {
        return intake.awaitReplies(21).stream().map(CommandIntakeTest::key).distinct().toList();
    }

    @Test
    void commands_of_one_key_keep_their_order_though_busy_comes_between() {
        commands.busy.set(7);
        intake.open();
        IntStream.range(0, 30)
                .forEach(at ->
                        intake.send(
                                "pump-1", "\"" + at + "\"", "lekha-command", "test/DoWhenNotBusy"));
        var replies = intake.awaitReplies(30);
        assertThat(commands.done)
                .containsExactlyElementsOf(
                        IntStream.range(0, 30).mapToObj(at -> "\"" + at + "\"").toList());
        assertThat(replies.stream().map(each -> Topic.header(each, "lekha-status")))
                .hasSize(30)
                .containsOnly("200");
        assertThat(intake.meters.counter("lekha.kafka.commands.retries").count()).isEqualTo(7);
    }

    @Test
    void a_command_that_waits_holds_up_its_own_key_only() {
        intake.open();
        intake.send("pump-1", "{}", "lekha-command", "test/Hang", "idempotency-key", "stuck");
        intake.send("pump-1", "\"after\"", "lekha-command", "test/Do");
        for (int at = 2; at < 12; at++) {
            intake.send("pump-" + at, "\"other\"", "lekha-command", "test/Do");
        }
        intake.awaitReplies(10);
        assertThat(commands.done).hasSize(10).containsOnly("\"other\"");
        commands.hanging.get("stuck").complete(new Answer(99, List.of(), false));
        intake.awaitReplies(12);
        assertThat(commands.done).hasSize(11).endsWith("\"after\"");
    }

    @Test
    void what_cannot_be_taken_is_set_aside_with_its_reason_and_stops_nothing() {
        intake.open();
        intake.send("k", "{}", "x-shop", "7");
        intake.send("k", "not json", "lekha-command", "test/Misread");
        intake.send("k", "{}", "lekha-command", "test/Nothing");
        intake.sendBare("k", "{}", "lekha-command", "test/Do");
        intake.send("k", "{}", "lekha-command", "test/Do", "api-key", "lk.billing.wrong");
        intake.send("k", null, "lekha-command", "test/Misread");
        intake.send("k", "{}", "lekha-command", "test/Do", "idempotency-key", "ü".repeat(300));
        intake.send("k", "{}", "lekha-command", "test/Refuse");
        intake.send("k", "{}", "lekha-command", "test/Break");
        intake.send("k", "\"good\"", "lekha-command", "test/Do", "api-key", IntakeUnderTest.KEY);
        intake.awaitReplies(10);
        assertThat(commands.done).containsExactly("\"good\"");
        var dead = intake.awaitDead(9);
        assertThat(dead.stream().map(each -> Topic.header(each, "lekha-error-type")))
                .containsExactlyInAnyOrder(
                        "command-name-malformed",
                        "command-malformed",
                        "command-unknown",
                        "unauthenticated",
                        "credentials-refused",
                        "command-malformed",
                        "idempotency-key-malformed",
                        "rule-says-no",
                        "internal");
        var first =
                dead.stream()
                        .filter(each -> !Topic.header(each, "x-shop").isEmpty())
                        .findFirst()
                        .orElseThrow();
        assertThat(text(first.key())).isEqualTo("k");
        assertThat(text(first.value())).isEqualTo("{}");
        assertThat(Topic.header(first, "lekha-error-detail")).contains("capability/Command");
        assertThat(Topic.header(first, "lekha-original-topic")).isEqualTo(prefix + "commands");
        assertThat(Topic.header(first, "lekha-original-offset")).isEqualTo("0");
        assertThat(dead.stream().map(each -> Topic.header(each, "authorization")))
                .noneMatch(header -> header.contains("secret-of-billing"));
        assertThat(commands.faulty).hasSize(7);
    }

    @Test
    void a_refusal_is_answered_as_the_http_door_would_answer_it() {
        intake.open();
        intake.send("k", "{}", "lekha-command", "test/Refuse", "correlation-id", "c9");
        var reply = intake.awaitReplies(1).getFirst();
        assertThat(key(reply)).isEqualTo("c9");
        assertThat(Topic.header(reply, "lekha-status")).isEqualTo("409");
        assertThat(Topic.header(reply, "content-type")).isEqualTo("application/problem+json");
        assertThat(text(reply.value()))
                .isEqualTo(
                        "{\"type\":\"urn:lekha:problem:rule-says-no\",\"title\":\"Rule says no\",\"status\":409,"
                                + "\"detail\":\"The script says no.\",\"code\":\"rule-says-no\",\"instance\":\"/api/commands/test/Refuse\"}");
    }

    @Test
    void no_more_is_fetched_than_may_be_in_flight() {
        intake.close();
        intake = intake(Map.of("commands.max-in-flight", "5", "commands.max-poll-records", "5"));
        intake.open();
        for (int at = 0; at < 100; at++) {
            intake.send("k" + at, "{}", "lekha-command", "test/Hang", "idempotency-key", "h" + at);
        }
        int most = 2 * (5 + 5 - 1);
        await().until(() -> inFlight() >= 5);
        assertThat(inFlight()).isLessThanOrEqualTo(most);
        await().pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    commands.hanging
                            .values()
                            .forEach(each -> each.complete(new Answer(1, List.of(), false)));
                    assertThat(inFlight()).isLessThanOrEqualTo(most);
                    return intake.meters.counter("lekha.kafka.commands.accepted").count() == 100;
                });
    }

    private double inFlight() {
        return intake.meters.get("lekha.kafka.commands.in.flight").gauge().value();
    }

    private IntakeUnderTest intake(Map<String, String> settings) {
        return new IntakeUnderTest(broker.bootstrapServers(), prefix, commands, settings);
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return text(record.key());
    }

    private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
        return Json.MAPPER.readTree(record.value());
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
