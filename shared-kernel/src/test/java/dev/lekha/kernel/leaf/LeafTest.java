package dev.lekha.kernel.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Log;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeafTest {
    private static final byte[] NOTHING = {};

    private static Log.Stored event(long position, byte[] body) {
        return new Log.Stored(
                position,
                "e",
                Instant.EPOCH.plus(1, ChronoUnit.MICROS),
                "t.A",
                "1",
                Set.of("n=1"),
                Map.of("actor", "a"),
                body);
    }

    /** The example of {@code segments.md}: where it fails, every stored log has become another. */
    @Test
    void the_record_of_the_example_has_the_bytes_that_are_drawn() {
        var record = LeafDraft.of(event(1, new byte[] {'{', '}'})).at(1);
        assertThat(HexFormat.ofDelimiter(" ").withUpperCase().formatHex(record))
                .isEqualTo(
                        "8B 01 01 01 61 65 63 74 2E 41 61 31 81 63 6E 3D 31 82"
                                + " 65 61 63 74 6F 72 61 61 00 42 7B 7D 40");
    }

    @Test
    void what_was_encoded_is_decoded_at_any_position() {
        for (long position : new long[] {1, 23, 24, 255, 256, 65_536, 1L << 32, Long.MAX_VALUE}) {
            var event = event(position, new byte[] {0, -1});
            var leaf = new Leaf(LeafDraft.of(event).at(position), NOTHING);
            assertThat(leaf.stored()).usingRecursiveComparison().isEqualTo(event);
        }
    }

    @Test
    void a_body_too_large_for_its_record_stands_beside_it_at_every_position() {
        var draft = LeafDraft.of(event(1, new byte[LeafDraft.MOST_BODY_BYTES]));
        assertThat(draft.beside()).hasSize(LeafDraft.MOST_BODY_BYTES);
        for (long position : new long[] {1, Long.MAX_VALUE}) {
            var leaf = new Leaf(draft.at(position), draft.beside());
            assertThat(leaf.record()).hasSizeLessThan(200);
            assertThat(leaf.body()).isEqualTo(new byte[LeafDraft.MOST_BODY_BYTES]);
        }
    }

    @Test
    void a_draft_puts_itself_where_it_is_told() {
        var draft = LeafDraft.of(event(1, NOTHING));
        var into = new byte[200];
        int end = draft.put(into, 7, 300);
        assertThat(Arrays.copyOfRange(into, 7, end)).isEqualTo(draft.at(300));
        assertThat(end - 7 + draft.beside().length).isLessThanOrEqualTo(draft.mostBytes());
    }
}
