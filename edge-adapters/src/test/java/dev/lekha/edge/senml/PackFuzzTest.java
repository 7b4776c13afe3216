package dev.lekha.edge.senml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Packs broken at random: each is read or refused, quickly, and what is read is JSON that others
 * can read.
 */
class PackFuzzTest {
    private static final int ROUNDS = 60_000;
    private static final Duration EACH = Duration.ofSeconds(2);
    private static final List<byte[]> SEEDS =
            List.of(
                    "[{\"bn\":\"urn:x:\",\"bt\":1.7e9,\"n\":\"flow\",\"v\":-22.50},{\"vb\":true,\"x\":[1,{}]}]"
                            .getBytes(UTF_8),
                    "[{\"n\":\"a\",\"vs\":\"\\u00e9\\\"\",\"t\":-5},{\"vd\":\"AQID\",\"s\":1e10}]"
                            .getBytes(UTF_8),
                    HexFormat.of()
                            .parseHex(
                                    "82a5216675726e3a783a221a6553f1000064666c6f7701626d3302f94da0a200626f6b04f5"),
                    HexFormat.of()
                            .parseHex(
                                    "9fbf007f61616162ff02c48221196ab3ffa108430102036178a1016162ff"),
                    HexFormat.of().parseHex("81a202c2490100000000000000000646616263646566"));

    @Test
    void no_payload_does_worse_than_being_refused() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] payload = broken(random);
            taken += reads(payload, seed) ? 1 : 0;
        }
        assertThat(taken).as("some survive, or this tests nothing; seed %d", seed).isPositive();
    }

    private static boolean reads(byte[] payload, long seed) {
        long start = System.nanoTime();
        try {
            Pack pack = Pack.read(payload, "", 100);
            assertThat(Json.MAPPER.valueToTree(pack.records()).size())
                    .isEqualTo(pack.records().size());
            return true;
        } catch (Refused refused) {
            assertThat(refused.code()).isNotBlank();
            return false;
        } catch (RuntimeException | Error other) {
            return fail(
                    "seed %d, payload %s".formatted(seed, HexFormat.of().formatHex(payload)),
                    other);
        } finally {
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("seed %d", seed)
                    .isLessThan(EACH);
        }
    }

    private static byte[] broken(Random random) {
        byte[] payload = SEEDS.get(random.nextInt(SEEDS.size())).clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(payload.length);
            switch (random.nextInt(4)) {
                case 0 -> payload[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> payload[at] = (byte) random.nextInt(256);
                case 2 -> payload = Arrays.copyOf(payload, at + 1);
                default ->
                        System.arraycopy(payload, 0, payload, at, Math.min(4, payload.length - at));
            }
        }
        return payload;
    }
}
