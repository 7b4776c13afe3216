package dev.lekha.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.devices.DeviceSigner;
import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.cose.SignatureAlgorithm;
import dev.lekha.kernel.evidence.Origin;
import dev.lekha.kernel.evidence.OriginStatement;
import dev.lekha.kernel.reporting.SenMlPack;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages of one chain that meet, over a real store. */
class ForkRaceTest {
    private static final NodeId METER = new NodeId("meter-1");
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final int AT_ONCE = 16;

    @TempDir Path folder;

    private final DeviceSigner key = DeviceSigner.of(SignatureAlgorithm.ED25519, "k1");
    private Core core;

    @BeforeEach
    void register() {
        core = new Core(folder);
        core.send("registration", "RegisterNode", "{\"node\":\"meter-1\",\"kind\":\"DEVICE\"}", "")
                .join();
        core.send(
                        "evidence",
                        "EnrolDeviceKey",
                        "{\"node\":\"meter-1\",\"kid\":\"k1\",\"publicKey\":\"%s\"}"
                                .formatted(key.publicKey().text()),
                        "")
                .join();
    }

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    @Requirement("4.23")
    void of_many_messages_with_one_counter_none_is_lost_and_each_after_the_first_is_a_fork() {
        CompletableFuture.allOf(
                        IntStream.range(0, AT_ONCE)
                                .mapToObj(this::first)
                                .toArray(CompletableFuture[]::new))
                .join();
        var types = core.types();
        assertThat(Collections.frequency(types, "evidence.OriginEvidenceStored"))
                .isEqualTo(AT_ONCE);
        assertThat(Collections.frequency(types, "reporting.ReportAccepted")).isEqualTo(AT_ONCE);
        assertThat(Collections.frequency(types, "evidence.DeviceChainForked"))
                .isEqualTo(AT_ONCE - 1);
    }

    @Test
    void a_command_in_json_carries_no_evidence_whatever_it_says() {
        var json =
                "{\"node\":\"meter-1\",\"request\":\"r1\",\"pack\":[{\"n\":\"energy\",\"v\":1}],"
                        + "\"origin\":{\"message\":\"\"}}";
        core.send("reporting", "AcceptReport", json, "").handle((answer, _) -> answer).join();
        assertThat(core.types()).doesNotContain("evidence.OriginEvidenceStored");
    }

    private CompletableFuture<Answer> first(int value) {
        var message = "[{\"n\":\"energy\",\"v\":%d}]".formatted(value).getBytes(UTF_8);
        var statement = new OriginStatement(Sha2.SHA_256.hex(message), 1, OriginStatement.NONE);
        var signed = key.sign(statement.bytes(), OriginStatement.context(METER));
        return core.commands.send(
                new Request(
                        "id-" + value,
                        "reporting",
                        "AcceptReport",
                        new Request.Body.Values(
                                Map.of(
                                        "node",
                                        METER,
                                        "request",
                                        new RequestId("r" + value),
                                        "via",
                                        "mqtt",
                                        "digest",
                                        "",
                                        "pack",
                                        Json.MAPPER.readValue(message, SenMlPack.class),
                                        "origin",
                                        new Origin.Signed(signed, statement, message, ""))),
                        Core.OPERATOR,
                        "",
                        NOW,
                        ""));
    }
}
