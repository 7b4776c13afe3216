package dev.lekha.kernel.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.evidence.Receipt.About;
import dev.lekha.kernel.leaf.CborReader.Malformed;
import dev.lekha.kernel.leaf.CborWriter;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsTest {
    private static final Instant AT = Instant.parse("2026-11-23T12:00:00.000001Z");
    private static final About ABOUT =
            new About(new NodeId("meter-1"), new RequestId("r1"), "ab".repeat(32));

    static Stream<Receipt> receipts() {
        return Stream.of(
                new Receipt.Submission(ABOUT, 17, AT, AT.plusSeconds(600)),
                new Receipt.Transport(ABOUT, "billing-app", AT),
                new Receipt.Delivery(ABOUT, "billing-app", AT));
    }

    @ParameterizedTest
    @MethodSource("receipts")
    void a_receipt_is_read_as_it_was_written(Receipt receipt) {
        assertThat(Receipt.read(receipt.bytes())).isEqualTo(receipt);
    }

    @ParameterizedTest
    @MethodSource("receipts")
    void a_receipt_has_one_form(Receipt receipt) {
        var bytes = receipt.bytes();
        for (var at = 0; at < bytes.length; at++) {
            var changed = bytes.clone();
            changed[at] ^= 0x40;
            var read = readOrRefused(changed);
            assertThat(read).as("byte %d", at).isNotEqualTo(receipt);
        }
    }

    private static Object readOrRefused(byte[] bytes) {
        try {
            return Receipt.read(bytes);
        } catch (Malformed refused) {
            return refused;
        }
    }

    @Test
    void a_statement_names_message_counter_and_predecessor() {
        var message = "[]".getBytes(UTF_8);
        var first = new OriginStatement(Sha2.SHA_256.hex(message), 1, OriginStatement.NONE);
        assertThat(OriginStatement.read(first.bytes())).isEqualTo(first);
        assertThat(first.isOf(message)).isTrue();
        assertThat(first.isOf("[ ]".getBytes(UTF_8))).isFalse();
        assertThat(HexFormat.of().formatHex(first.bytes()))
                .isEqualTo("835820" + Sha2.SHA_256.hex(message) + "015820" + "00".repeat(32));
        assertThat(first.hash()).isEqualTo(Sha2.SHA_256.hex(first.bytes()));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0})
    void a_counter_begins_with_one(long counter) {
        var payload =
                new CborWriter(80)
                        .array(3)
                        .bytes(new byte[32])
                        .integer(counter)
                        .bytes(new byte[32])
                        .toBytes();
        assertThatThrownBy(() -> OriginStatement.read(payload)).isInstanceOf(Malformed.class);
    }

    @Test
    void the_first_alone_has_no_predecessor() {
        var orphan = new OriginStatement("ab".repeat(32), 2, OriginStatement.NONE).bytes();
        var heir = new OriginStatement("ab".repeat(32), 1, "cd".repeat(32)).bytes();
        assertThatThrownBy(() -> OriginStatement.read(orphan)).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> OriginStatement.read(heir)).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "AAAA", "0oQ="})
    void what_is_no_evidence_is_refused(String evidence) {
        assertThatThrownBy(() -> Origin.read(evidence, new byte[0], ""))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.code()).isEqualTo("origin-evidence-malformed"));
    }
}
