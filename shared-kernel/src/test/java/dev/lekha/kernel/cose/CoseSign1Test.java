package dev.lekha.kernel.cose;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.evidence.OriginStatement;
import dev.lekha.kernel.leaf.CborReader.Malformed;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoseSign1Test {
    private static final byte[] CONTEXT = "lekha-origin:meter-1".getBytes(US_ASCII);
    private static final byte[] PAYLOAD =
            new OriginStatement("ab".repeat(32), 300, "cd".repeat(32)).bytes();

    @ParameterizedTest
    @EnumSource
    void what_was_signed_is_read_and_holds(SignatureAlgorithm algorithm) {
        var device = DeviceSigner.of(algorithm, "k1");
        var signed = device.sign(PAYLOAD, CONTEXT);
        var read = CoseSign1.read(signed.bytes());
        assertThat(read.kid()).isEqualTo(new KeyId("k1"));
        assertThat(read.payload()).isEqualTo(PAYLOAD);
        assertThat(read.verifies(device.publicKey(), CONTEXT)).isTrue();
        assertThat(read.bytes()).isEqualTo(signed.bytes());
    }

    @ParameterizedTest
    @EnumSource
    void another_key_another_context_and_another_algorithm_do_not_hold(
            SignatureAlgorithm algorithm) {
        var device = DeviceSigner.of(algorithm, "k1");
        var signed = device.sign(PAYLOAD, CONTEXT);
        assertThat(signed.verifies(DeviceSigner.of(algorithm, "k1").publicKey(), CONTEXT))
                .isFalse();
        assertThat(signed.verifies(device.publicKey(), "lekha-origin:meter-2".getBytes(US_ASCII)))
                .isFalse();
        for (var other : SignatureAlgorithm.values()) {
            if (other != algorithm) {
                assertThat(signed.verifies(DeviceSigner.of(other, "k1").publicKey(), CONTEXT))
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Requirement("4.15")
    void no_bit_of_it_can_be_changed(SignatureAlgorithm algorithm) {
        var device = DeviceSigner.of(algorithm, "k1");
        var bytes = device.sign(PAYLOAD, CONTEXT).bytes();
        for (var bit = 0; bit < bytes.length * 8; bit++) {
            var changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(holds(changed, device)).as("bit %d", bit).isFalse();
        }
        assertThat(holds(bytes, device)).isTrue();
    }

    @Test
    void nothing_is_taken_off_or_put_behind() {
        var device = DeviceSigner.of(SignatureAlgorithm.ED25519, "k1");
        var bytes = device.sign(PAYLOAD, CONTEXT).bytes();
        for (var length = 0; length < bytes.length; length++) {
            var cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> CoseSign1.read(cut)).isInstanceOf(Malformed.class);
        }
        var longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> CoseSign1.read(longer)).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // no tag, another, two; an indefinite array; heads that are too long
                "8446a20127044161a041005840",
                "d18446a20127044161a041005840",
                "d2d28446a20127044161a041005840",
                "d29f46a20127044161a041005840",
                "d8128446a20127044161a041005840",
                "d2984446a20127044161a041005840",
                "d2845806a20127044161a041005840",
                "d28446a20127044161a0580100005840",
                "d28447a2012704580161a041005840",
                // a header of one, of three, in another order, with an unknown algorithm
                "d28443a10127a041005840",
                "d28448a301270441610500a041005840",
                "d28446a20441610127a041005840",
                "d28447a201382704 4161a041005840",
                "d28447a2012704416100a041005840",
                // something unprotected; no payload; a key id that is none; a longer signature
                "d28446a20127044161a104416141005840",
                "d28446a20127044161a0f65840",
                "d28446a20127044120a041005840",
                "d28445a2012704 40a041005840",
                "d28446a20127044161a04100584100"
            })
    void there_is_one_form(String beginning) {
        var bytes = HexFormat.of().parseHex(beginning.replace(" ", "") + "00".repeat(64));
        assertThatThrownBy(() -> CoseSign1.read(bytes)).isInstanceOf(Malformed.class);
    }

    @Test
    void the_form_is_this_one() {
        var bytes = HexFormat.of().parseHex("d28446a20127044161a041005840" + "00".repeat(64));
        var read = CoseSign1.read(bytes);
        assertThat(read.algorithm()).isEqualTo(SignatureAlgorithm.ED25519);
        assertThat(read.kid()).isEqualTo(new KeyId("a"));
        assertThat(read.payload()).containsExactly(0);
    }

    @Test
    void whatever_comes_is_read_or_refused() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var device = DeviceSigner.of(SignatureAlgorithm.ES256, "k1");
        var whole = device.sign(PAYLOAD, CONTEXT).bytes();
        int read = 0;
        for (int round = 0; round < 100_000; round++) {
            var broken = broken(whole, random);
            try {
                var signed = CoseSign1.read(broken);
                assertThat(signed.bytes()).as("seed %d", seed).isEqualTo(broken);
                OriginStatement.read(signed.payload());
                read++;
            } catch (Malformed refused) {
                assertThat(refused.getMessage()).isNotBlank();
            } catch (RuntimeException other) {
                fail("seed %d: %s".formatted(seed, HexFormat.of().formatHex(broken)), other);
            }
        }
        assertThat(read).as("some survive, or this tests nothing; seed %d", seed).isPositive();
    }

    private static byte[] broken(byte[] whole, Random random) {
        var bytes = whole.clone();
        for (int strikes = random.nextInt(3); strikes >= 0; strikes--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return random.nextInt(4) > 0 ? bytes : Arrays.copyOf(bytes, random.nextInt(300));
    }

    private static boolean holds(byte[] bytes, DeviceSigner device) {
        try {
            var signed = CoseSign1.read(bytes);
            return signed.kid().equals(device.kid())
                    && signed.verifies(device.publicKey(), CONTEXT);
        } catch (Malformed malformed) {
            return false;
        }
    }
}
