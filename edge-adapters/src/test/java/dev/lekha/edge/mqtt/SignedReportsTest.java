package dev.lekha.edge.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Answer;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Request;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.cose.CoseSign1;
import dev.lekha.kernel.cose.KeyId;
import dev.lekha.kernel.cose.SignatureAlgorithm;
import dev.lekha.kernel.evidence.Origin;
import dev.lekha.kernel.evidence.OriginStatement;
import dev.lekha.kernel.evidence.Receipts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reports that come with evidence of origin, without any broker. */
class SignedReportsTest {
    static final byte[] PACK = "[{\"n\":\"flow\",\"v\":1}]".getBytes(UTF_8);
    private static final OriginStatement STATEMENT =
            new OriginStatement(Sha2.SHA_256.hex(PACK), 1, OriginStatement.NONE);

    /** Stands for what any seal gives. */
    static final CoseSign1 SEALED = signed("receipt".getBytes(UTF_8));

    static final Receipts GIVING = (_, _, _, _, _, _) -> Optional.of(SEALED);

    private final StandInPlatform platform = new StandInPlatform();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /** Well-formed; whether the signature holds is not the door's to say. */
    private static CoseSign1 signed(byte[] payload) {
        return CoseSign1.sign(
                SignatureAlgorithm.ED25519,
                new KeyId("k1"),
                payload,
                OriginStatement.context(new NodeId("pump-1")),
                _ -> new byte[64]);
    }

    static String evidence() {
        return Base64.getEncoder().encodeToString(signed(STATEMENT.bytes()).bytes());
    }

    private Outcome accept(byte[] payload, String requestId, String evidence, Receipts receipts) {
        var pump = new Caller("pump-1", Caller.DEFAULT_TENANT, Set.of(Role.NODE), Set.of());
        return new Reports(
                        "mqtt",
                        platform,
                        platform,
                        new Reports.Limits(10_000, 100, Duration.ofSeconds(1)),
                        meters,
                        Instant::now,
                        receipts)
                .accept(new Report(pump, "pump-1", payload, "", requestId, "", evidence))
                .join();
    }

    private @Nullable Object told() {
        var body = platform.requests("AcceptReport").getFirst().body();
        return ((Request.Body.Values) body).byName().get("origin");
    }

    @Test
    void a_command_is_told_what_was_signed_of_which_bytes() {
        var outcome = accept(PACK, "", evidence(), GIVING);
        assertThat(told())
                .isInstanceOfSatisfying(
                        Origin.Signed.class,
                        signed -> {
                            assertThat(signed.message()).isEqualTo(PACK);
                            assertThat(signed.statement()).isEqualTo(STATEMENT);
                        });
        assertThat(platform.reports().getFirst().get("request").asString())
                .isEqualTo("s-" + STATEMENT.hash().substring(0, 32));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Stored.class,
                        stored -> assertThat(stored.receipt()).isEqualTo(SEALED.bytes()));
    }

    @Test
    void what_is_not_signed_gets_no_receipt() {
        assertThat(accept(PACK, "r1", "", GIVING))
                .isInstanceOfSatisfying(
                        Outcome.Stored.class, stored -> assertThat(stored.receipt()).isEmpty());
        assertThat(told()).isNull();
    }

    @Test
    @Requirement({"4.15", "4.23"})
    void evidence_of_another_message_is_refused_and_recorded() {
        var other = "[{\"n\":\"flow\",\"v\":2}]".getBytes(UTF_8);
        assertThat(accept(other, "", evidence(), GIVING)).isInstanceOf(Outcome.Rejected.class);
        assertThat(accept(PACK, "", "nonsense", GIVING)).isInstanceOf(Outcome.Rejected.class);
        assertThat(platform.faults())
                .extracting(each -> each.get("reason").asString())
                .containsExactly("origin-evidence-mismatch", "origin-evidence-malformed");
        assertThat(platform.requests("AcceptReport")).isEmpty();
    }

    @Test
    void a_report_is_stored_whatever_becomes_of_its_receipt() {
        Receipts broken =
                (_, _, _, _, _, _) -> {
                    throw new IllegalStateException("no view");
                };
        assertThat(accept(PACK, "", evidence(), broken)).isInstanceOf(Outcome.Stored.class);
        assertThat(meters.counter("lekha.receipts.failed", "door", "mqtt").count()).isEqualTo(1);
    }

    @Test
    void each_fork_is_counted() {
        platform.answer(_ ->
                CompletableFuture.completedFuture(
                        new Answer(
                                3,
                                List.of(
                                        "evidence.OriginEvidenceStored",
                                        "evidence.DeviceChainForked",
                                        "reporting.ReportAccepted"),
                                false)));
        accept(PACK, "", evidence(), GIVING);
        assertThat(meters.counter("lekha.device.chain.forks", "door", "mqtt").count()).isEqualTo(1);
    }
}
