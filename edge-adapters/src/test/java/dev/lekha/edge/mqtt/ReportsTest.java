package dev.lekha.edge.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.edge.PayloadDigest;
import dev.lekha.kernel.Caller;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.Role;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way from bytes to a command, without any broker. */
class ReportsTest {
    private static final byte[] ABSOLUTE =
            "[{\"bt\":1.7e9,\"n\":\"flow\",\"v\":1},{\"t\":5,\"v\":2}]".getBytes(UTF_8);
    private static final byte[] RELATIVE =
            "[{\"bt\":1.7e9,\"n\":\"a\",\"v\":1},{\"bt\":-5,\"v\":2}]".getBytes(UTF_8);
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

    private final StandInPlatform platform = new StandInPlatform();
    private final Reports reports =
            new Reports(
                    "mqtt",
                    platform,
                    platform,
                    new Reports.Limits(10_000, 100, Duration.ofSeconds(1)),
                    new SimpleMeterRegistry(),
                    () -> NOW);

    @Test
    void a_report_is_received_when_it_arrives() {
        accept(ABSOLUTE, "", "");
        assertThat(platform.requests("AcceptReport").getFirst().receivedAt()).isEqualTo(NOW);
    }

    @Test
    void a_pack_of_absolute_times_is_known_by_its_digest() {
        accept(ABSOLUTE, "", "");
        accept(ABSOLUTE, "", "");
        String expected = "d-" + PayloadDigest.of(ABSOLUTE).hex().substring(0, 32);
        assertThat(platform.reports())
                .extracting(each -> each.get("request").asString())
                .containsExactly(expected, expected);
        assertThat(platform.requests("AcceptReport")).extracting("id").doesNotHaveDuplicates();
    }

    @Test
    void a_pack_of_relative_times_is_another_report_each_time() {
        accept(RELATIVE, "", "");
        accept(RELATIVE, "", "");
        assertThat(platform.reports())
                .extracting(each -> each.get("request").asString())
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(new RequestId(id)).hasToString(id));
    }

    @Test
    void the_senders_own_request_id_goes_before_all() {
        accept(ABSOLUTE, "my-id:1", "");
        assertThat(platform.reports().getFirst().get("request").asString()).isEqualTo("my-id:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "ümlaut", "a/b", "-dash-first"})
    void a_request_id_that_cannot_stand_in_a_key_is_refused(String id) {
        assertThat(accept(ABSOLUTE, id, "")).isEqualTo("request-id-malformed");
    }

    @Test
    void a_request_id_of_more_than_100_characters_is_refused() {
        assertThat(accept(ABSOLUTE, "x".repeat(101), "")).isEqualTo("request-id-malformed");
        assertThat(accept(ABSOLUTE, "x".repeat(100), "")).isEqualTo("stored");
    }

    @Test
    @Requirement("4.15")
    void a_digest_is_compared_in_both_of_its_forms() {
        String hex = PayloadDigest.of(ABSOLUTE).toString();
        assertThat(accept(ABSOLUTE, "", hex)).isEqualTo("stored");
        assertThat(accept(RELATIVE, "", hex)).isEqualTo("content-digest-mismatch");
        assertThat(accept(ABSOLUTE, "", "sha-256=:!:")).isEqualTo("content-digest-malformed");
        assertThat(accept(ABSOLUTE, "", "md5:00")).isEqualTo("content-digest-malformed");
    }

    @Test
    void json_and_cbor_of_the_same_content_make_the_same_command() {
        byte[] json =
                "[{\"bn\":\"urn:x:\",\"bt\":1700000000,\"n\":\"flow\",\"u\":\"m3\",\"v\":22.5},{\"n\":\"ok\",\"vb\":true}]"
                        .getBytes(UTF_8);
        byte[] cbor =
                HexFormat.of()
                        .parseHex(
                                "82"
                                        + "a5"
                                        + "21"
                                        + "6675726e3a783a"
                                        + "22"
                                        + "1a6553f100"
                                        + "00"
                                        + "64666c6f77"
                                        + "01"
                                        + "626d33"
                                        + "02"
                                        + "f94da0"
                                        + "a2"
                                        + "00"
                                        + "626f6b"
                                        + "04"
                                        + "f5");
        accept(json, "one", "");
        accept(cbor, "one", "");
        String first = body(0).replace(PayloadDigest.of(json).toString(), "");
        assertThat(body(1).replace(PayloadDigest.of(cbor).toString(), "")).isEqualTo(first);
        assertThat(first).contains("\"pack\":" + new String(json, UTF_8));
    }

    private String body(int index) {
        return new String(platform.requests("AcceptReport").get(index).body().json(), UTF_8);
    }

    /** "stored", or why not. */
    private String accept(byte[] payload, String requestId, String digest) {
        Caller pump = new Caller("pump-1", Caller.DEFAULT_TENANT, Set.of(Role.NODE), Set.of());
        return switch (reports.accept(new Report(pump, "pump-1", payload, "", requestId, digest))
                .join()) {
            case Outcome.Stored _ -> "stored";
            case Outcome.Rejected(var why) -> why.code();
            case Outcome.Postponed(var why) -> why.code();
        };
    }
}
