package dev.lekha.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Sha2Test {
    private static final String ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void the_examples_of_fips_180_come_out() {
        assertThat(Sha2.SHA_256.hex(ascii("abc"))).isEqualTo(ABC);
        assertThat(HexFormat.of().formatHex(Sha2.SHA_512.of(ascii("abc"))))
                .startsWith("ddaf35a193617abacc417349ae204131")
                .endsWith("454d4423643ce80e2a9ac94fa54ca49f");
    }

    @Test
    void parts_are_digested_as_if_they_were_one() {
        assertThat(Sha2.SHA_256.hex(ascii("a"), ascii(""), ascii("bc"))).isEqualTo(ABC);
    }

    @Test
    void many_may_digest_at_once() {
        assertThat(IntStream.range(0, 10_000).parallel())
                .allMatch(_ -> Sha2.SHA_256.hex(ascii("abc")).equals(ABC));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
