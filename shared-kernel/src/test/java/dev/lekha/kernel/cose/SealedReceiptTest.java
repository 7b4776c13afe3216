package dev.lekha.kernel.cose;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.NodeId;
import dev.lekha.kernel.RequestId;
import dev.lekha.kernel.evidence.Receipt;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a message on its way, under the signature of whoever says it. */
class SealedReceiptTest {
    private static final Receipt.About ABOUT =
            new Receipt.About(new NodeId("meter-1"), new RequestId("r-1"), "ab".repeat(32));
    private static final Instant AT = Instant.parse("2026-05-04T03:02:01.123456Z");

    private final DeviceSigner platform = DeviceSigner.of(SignatureAlgorithm.ED25519, "seal");
    private final DeviceSigner recipient = DeviceSigner.of(SignatureAlgorithm.ES256, "valve-9");

    static Stream<Receipt> receipts() {
        return Stream.of(
                new Receipt.Submission(ABOUT, 17, AT, AT.plusSeconds(30)),
                new Receipt.Transport(ABOUT, "valve-9", AT),
                new Receipt.Delivery(ABOUT, "valve-9", AT));
    }

    @ParameterizedTest
    @MethodSource("receipts")
    void each_kind_is_read_again_from_under_the_signature(Receipt receipt) {
        var sealed = CoseSign1.read(platform.sign(receipt.bytes(), Receipt.context()).bytes());
        assertThat(sealed.verifies(platform.publicKey(), Receipt.context())).isTrue();
        assertThat(Receipt.read(sealed.payload())).isEqualTo(receipt);
    }

    @Test
    void what_the_recipient_has_is_said_by_no_key_but_its_own() {
        var delivery = new Receipt.Delivery(ABOUT, "valve-9", AT);
        var byRecipient = recipient.sign(delivery.bytes(), Receipt.context());
        var byPlatform = platform.sign(delivery.bytes(), Receipt.context());
        assertThat(byRecipient.verifies(recipient.publicKey(), Receipt.context())).isTrue();
        assertThat(byPlatform.verifies(recipient.publicKey(), Receipt.context())).isFalse();
    }

    @Test
    void handing_over_is_not_taken_for_having() {
        var transport =
                platform.sign(
                        new Receipt.Transport(ABOUT, "valve-9", AT).bytes(), Receipt.context());
        var claimed =
                new CoseSign1(
                        transport.algorithm(),
                        transport.kid(),
                        new Receipt.Delivery(ABOUT, "valve-9", AT).bytes(),
                        transport.signature());
        assertThat(claimed.verifies(platform.publicKey(), Receipt.context())).isFalse();
    }

    @Test
    void a_receipt_is_no_statement_of_origin() {
        var sealed =
                platform.sign(
                        new Receipt.Transport(ABOUT, "valve-9", AT).bytes(), Receipt.context());
        assertThat(sealed.verifies(platform.publicKey(), "lekha-origin:meter-1".getBytes(US_ASCII)))
                .isFalse();
    }
}
