package dev.lekha.kernel.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lekha.kernel.leaf.CborReader.Malformed;
import java.util.ArrayList;
import java.util.List;

/**
 * Whatever the bytes of a record are, decoding ends, and says so where they are none. The inputs
 * kept beside run with the suite; {@code JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true
 * -Dtest=LeafFuzzTest} looks for more for ten minutes.
 */
class LeafFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void a_record_is_decoded_or_malformed(byte[] bytes) {
        Leaf leaf;
        try {
            leaf = new Leaf(bytes, new byte[0]);
        } catch (Malformed malformed) {
            return;
        }
        requireReadable(leaf);
        requireSameAgain(leaf, bytes);
    }

    private static void requireReadable(Leaf leaf) {
        assertThat(leaf.time()).isNotNull();
        try {
            assertThat(leaf.stored().position()).isEqualTo(leaf.position());
        } catch (Malformed bodyElsewhere) {
            assertThat(leaf.record()).isNotEmpty();
        }
    }

    /** Encoded again it is the same, since there is one form only. */
    private static void requireSameAgain(Leaf leaf, byte[] bytes) {
        var texts = texts(leaf);
        if (texts.stream().anyMatch(text -> text.contains("\uFFFD"))) {
            return;
        }
        var again = new CborWriter(bytes.length);
        again.array(Leaf.ITEMS).integer(Leaf.FORMAT).integer(leaf.position());
        again.integer(leaf.recordedAt());
        texts.subList(0, 3).forEach(again::text);
        again.array(leaf.tags().size());
        leaf.tags().forEach(again::text);
        var start = again.toBytes();
        assertThat(bytes).startsWith(start);
    }

    private static List<String> texts(Leaf leaf) {
        var all = new ArrayList<>(List.of(leaf.id(), leaf.type(), leaf.version()));
        all.addAll(leaf.tags());
        return all;
    }
}
