package dev.lekha.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.command.Deciding;
import dev.lekha.command.Decision;
import dev.lekha.command.charging.RateUsage;
import dev.lekha.command.charging.RecordUsage;
import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.charging.RatingGroup;
import dev.lekha.kernel.charging.SubscriptionId;
import dev.lekha.kernel.charging.UsageId;
import dev.lekha.kernel.reporting.SenMlPack;
import dev.lekha.kernel.reporting.SenMlRecord;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecidingTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final BigInteger ONE = BigInteger.ONE;
    private static final String CHARGED =
            "{\"node\":\"meter-1\",\"metric\":\"energy\",\"ratingGroup\":\"energy\","
                    + "\"shares\":[{\"subscription\":\"anna\",\"share\":\"1\"}]}";
    private static final String METER = "{\"node\":\"meter-1\",\"kind\":\"DEVICE\"}";

    @TempDir Path folder;

    private Core core;

    @BeforeEach
    void open() {
        core = new Core(folder);
    }

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    void an_accepted_command_answers_with_the_position_of_its_last_event() {
        var answer = core.send("registration", "RegisterNode", METER, "").join();

        assertThat(answer).isEqualTo(new Answer(1, List.of("registration.NodeRegistered"), false));
        assertThat(core.store.reader().head()).isEqualTo(1);
    }

    @Test
    void a_command_that_changes_nothing_answers_with_what_it_has_seen() {
        core.send("registration", "RegisterNode", METER, "").join();
        var same = "{\"node\":\"meter-1\",\"address\":\"\"}";

        assertThat(core.send("registration", "UpdateRegistration", same, "").join())
                .isEqualTo(new Answer(1, List.of(), false));
    }

    @Test
    void a_repeat_is_given_the_first_answer_also_after_a_restart() {
        var first = core.send("registration", "RegisterNode", METER, "k1").join();
        assertThat(core.send("registration", "RegisterNode", METER, "k1").join())
                .isEqualTo(new Answer(first.position(), first.events(), true));

        core.close();
        core = new Core(folder);
        assertThat(core.send("registration", "RegisterNode", METER, "k1").join())
                .isEqualTo(new Answer(first.position(), first.events(), true));
        assertThat(core.types()).containsExactly("registration.NodeRegistered");
    }

    @Test
    void a_refusal_is_kept_and_repeated_though_the_rule_would_now_say_yes() {
        var rename = "{\"node\":\"meter-1\",\"address\":\"10.0.0.1\"}";
        refused(
                "node-unknown",
                () -> core.send("registration", "UpdateRegistration", rename, "k1"));
        core.send("registration", "RegisterNode", METER, "").join();

        refused(
                "node-unknown",
                () -> core.send("registration", "UpdateRegistration", rename, "k1"));
        assertThat(core.types())
                .containsExactly("evidence.CommandRefused", "registration.NodeRegistered");
    }

    @Test
    void a_key_serves_one_command_of_one_caller() {
        core.send("registration", "RegisterNode", METER, "k1").join();
        var other = "{\"node\":\"meter-2\",\"kind\":\"DEVICE\"}";

        refused(
                "idempotency-key-reused",
                () -> core.send("registration", "RegisterNode", other, "k1"));
        var somebody = new Caller("somebody", "default", Set.of(Role.OPERATOR), Set.of());
        var answer =
                core.commands
                        .send(Core.request("registration", "RegisterNode", other, "k1", somebody))
                        .join();
        assertThat(answer.repeated()).isFalse();
    }

    @Test
    void roles_and_scopes_hold_and_their_breach_is_kept() {
        var billing = new Caller("till", "default", Set.of(Role.BILLING), Set.of());
        var narrow = new Caller("narrow", "default", Set.of(Role.OPERATOR), Set.of("charging"));

        refused(
                "forbidden",
                () ->
                        core.commands.send(
                                Core.request("registration", "RegisterNode", METER, "", billing)));
        refused(
                "forbidden",
                () ->
                        core.commands.send(
                                Core.request("registration", "RegisterNode", METER, "", narrow)));
        assertThat(core.types())
                .containsExactly("evidence.CommandRefused", "evidence.CommandRefused");
    }

    @Test
    void what_cannot_be_read_or_is_not_there_is_said_so() {
        refused("command-malformed", () -> core.send("registration", "RegisterNode", "{", ""));
        refused(
                "command-malformed",
                () -> core.send("registration", "RegisterNode", "{\"node\":7}", ""));
        refused("command-unknown", () -> core.send("registration", "Nothing", METER, ""));
        assertThat(core.types()).isEmpty();
    }

    @Test
    void what_its_history_tells_of_is_done_once_without_a_note_of_the_request() {
        core.send("charging", "ConfigureChargeableEvent", CHARGED, "").join();
        var usage = new RecordUsage(new NodeId("meter-1"), "energy", 7, List.of(sample()));

        assertThat(inside(usage).join().events()).containsExactly("charging.MeterStarted");
        assertThat(inside(usage).join().events()).isEmpty();
        assertThat(core.tags("charging.MeterStarted")).noneMatch(tag -> tag.startsWith("idem="));
    }

    @Test
    void a_refusal_of_the_same_request_is_kept_once_whatever_history_tells() {
        var unknown =
                new RateUsage(
                        new UsageId("7-0-0"),
                        new SubscriptionId("anna"),
                        new RatingGroup("energy"));
        refused("usage-unknown", () -> inside(unknown));
        refused("usage-unknown", () -> inside(unknown));

        assertThat(core.types()).containsExactly("evidence.CommandRefused");
    }

    @Test
    void what_a_door_has_read_is_the_same_command_as_its_json() {
        core.send("registration", "RegisterNode", METER, "").join();
        var json =
                "{\"node\":\"meter-1\",\"request\":\"r1\",\"via\":\"mqtt\",\"digest\":\"\","
                        + "\"pack\":[{\"n\":\"energy\",\"v\":1}]}";
        core.send("reporting", "AcceptReport", json, "").join();
        core.commands.send(read("r2", new SenMlRecord(Map.of("n", "energy", "v", ONE)))).join();

        var bodies = core.bodies("reporting.ReportAccepted");
        assertThat(bodies).hasSize(2);
        assertThat(bodies.getLast().replace("r2", "r1")).isEqualTo(bodies.getFirst());
    }

    @Test
    void what_a_door_has_read_is_judged_like_json() {
        refused(
                "command-malformed",
                () -> core.commands.send(read("r1", new SenMlRecord(Map.of("n", "energy")))));
        refused(
                "command-malformed",
                () ->
                        core.commands.send(
                                new Request(
                                        "1",
                                        "reporting",
                                        "AcceptReport",
                                        new Request.Body.Values(Map.of()),
                                        Core.OPERATOR,
                                        "",
                                        NOW,
                                        "")));
    }

    private CompletableFuture<Answer> inside(Decision<?> decision) {
        return core.axon.getComponent(Deciding.class).decide(decision, "policy.x/1/0", NOW, "");
    }

    private static RecordUsage.Sample sample() {
        return new RecordUsage.Sample(0, NOW, "Wh", Rational.ONE);
    }

    private static Request read(String request, SenMlRecord record) {
        var values =
                Map.<String, Object>of(
                        "node",
                        new NodeId("meter-1"),
                        "request",
                        new RequestId(request),
                        "via",
                        "mqtt",
                        "digest",
                        "",
                        "pack",
                        new SenMlPack(List.of(record)));
        return new Request(
                "id-" + request,
                "reporting",
                "AcceptReport",
                new Request.Body.Values(values),
                Core.OPERATOR,
                "",
                NOW,
                "");
    }

    private static void refused(
            String code, java.util.function.Supplier<CompletableFuture<Answer>> asking) {
        assertThatThrownBy(() -> asking.get().join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
