package dev.lekha.kernel.cose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Json;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationKeyTest {
    private static final String ED25519 = "302a300506032b6570032100";
    private static final String P256 = "3059301306072a8648ce3d020106082a8648ce3d03010703420004";

    @ParameterizedTest
    @EnumSource
    void a_key_is_written_and_read_as_one_text(SignatureAlgorithm algorithm) {
        var key = DeviceSigner.of(algorithm, "k1").publicKey();
        var json = Json.MAPPER.writeValueAsString(key);
        assertThat(json).isEqualTo('"' + key.text() + '"');
        assertThat(Json.MAPPER.readValue(json, VerificationKey.class)).isEqualTo(key);
        assertThat(key.algorithm()).isEqualTo(algorithm);
    }

    /** All encodings of the points whose order divides eight, the last two beyond the prime. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
            })
    void a_key_under_which_anything_is_signed_is_none(String point) {
        refused(ED25519 + point);
    }

    @Test
    void a_point_off_the_curve_is_no_key() {
        var good = DeviceSigner.of(SignatureAlgorithm.ES256, "k1").publicKey();
        var spki = Base64.getDecoder().decode(good.text());
        spki[spki.length - 1] ^= 1;
        refused(HexFormat.of().formatHex(spki));
        refused(P256 + "00".repeat(64));
        refused(P256 + "ff".repeat(64));
    }

    @Test
    void other_kinds_and_lengths_of_key_are_none() {
        refused("");
        refused(ED25519 + "11".repeat(31));
        refused(ED25519 + "11".repeat(33));
        refused("302a300506032b656e032100" + "11".repeat(32)); // X25519
        assertThatThrownBy(() -> VerificationKey.read("!"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void refused(String hex) {
        var base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
        assertThatThrownBy(() -> VerificationKey.read(base64))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
