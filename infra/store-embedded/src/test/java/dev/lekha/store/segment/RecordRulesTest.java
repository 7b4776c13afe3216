package dev.lekha.store.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Log;
import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.leaf.CborWriter;
import dev.lekha.kernel.leaf.Leaf;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An event has one encoding; a record in any other is found, though its checksums fit. */
class RecordRulesTest {
    private static final byte[] NOTHING = {};

    private static CborWriter head() {
        return new CborWriter(200)
                .array(11)
                .integer(1)
                .integer(7)
                .integer(1)
                .text("id")
                .text("type")
                .text("1.0.0");
    }

    private static CborWriter tagged(String... tags) {
        var items = head().array(tags.length);
        for (var tag : tags) {
            items.text(tag);
        }
        return items;
    }

    private static Leaf leaf(CborWriter items, byte[] beside) {
        return new Leaf(items.toBytes(), beside);
    }

    private static Leaf verbatim(CborWriter items) {
        return leaf(items.integer(Leaf.VERBATIM).bytes(new byte[3]).bytes(NOTHING), NOTHING);
    }

    private static void assertBroken(Leaf leaf, String rule) {
        assertThatThrownBy(() -> RecordRules.require(leaf))
                .isInstanceOf(CorruptEvent.class)
                .hasMessageContaining("position 7")
                .hasMessageContaining(rule);
    }

    @Test
    void what_the_log_writes_keeps_them() {
        var large = new byte[65_535];
        for (var body : List.of(NOTHING, new byte[10], large)) {
            var stored =
                    new Log.Stored(
                            0,
                            "id",
                            Instant.EPOCH,
                            "t",
                            "1",
                            Set.of("a=1", "b=ü", "c=", "aa=1"),
                            Map.of("z", "1", "a", "", "ä", "2"),
                            body);
            var frame = new FrameWriter();
            var draft = Draft.of(stored);
            frame.begin(7, 200_000);
            frame.add(draft);
            var bytes = frame.finish(new byte[32]);
            var leaf = Records.at(bytes, bytes.limit(), Frame.HEAD, 7);
            assertThatCode(() -> RecordRules.require(leaf)).doesNotThrowAnyException();
            assertThat(leaf.body()).isEqualTo(body);
        }
    }

    @Test
    void tags_ascend_by_their_bytes_and_none_comes_twice() {
        assertBroken(verbatim(tagged("b=1", "a=1").array(0)), "tags");
        assertBroken(verbatim(tagged("a=1", "a=1").array(0)), "tags");
        assertThatCode(() -> RecordRules.require(verbatim(tagged("a=1", "b=1").array(0))))
                .doesNotThrowAnyException();
    }

    @Test
    void metadata_ascend_by_their_keys() {
        var items = tagged().array(4).text("b").text("1").text("a").text("2");
        assertBroken(verbatim(items), "metadata");
    }

    @Test
    void text_is_utf_8() {
        var items = head().array(1).text(new byte[] {'a', '=', (byte) 0xC3}).array(0);
        assertBroken(verbatim(items), "UTF-8");
    }

    @Test
    void a_body_is_of_a_kind_that_is_known() {
        var items = tagged().array(0).integer(3).bytes(new byte[3]).bytes(NOTHING);
        assertBroken(leaf(items, NOTHING), "kind 3");
    }

    @Test
    void a_body_beside_is_the_one_that_the_record_names() {
        var body = "large".getBytes(StandardCharsets.UTF_8);
        var named =
                tagged().array(0).integer(Leaf.BESIDE).bytes(Sha2.SHA_256.of(body)).bytes(NOTHING);
        assertThatCode(() -> RecordRules.require(leaf(named, body))).doesNotThrowAnyException();
        assertBroken(leaf(named, NOTHING), "missing");
        assertBroken(leaf(named, "other".getBytes(StandardCharsets.UTF_8)), "not the one");
    }

    @Test
    void where_none_is_named_none_stands_beside() {
        var items = tagged().array(0).integer(Leaf.VERBATIM).bytes(new byte[3]).bytes(NOTHING);
        assertBroken(leaf(items, new byte[1]), "not its own");
    }

    @Test
    void digests_have_32_bytes() {
        var items = tagged().array(0).integer(Leaf.BESIDE).bytes(new byte[31]).bytes(NOTHING);
        assertBroken(leaf(items, new byte[1]), "31 bytes");
        var evidence = tagged().array(0).integer(Leaf.VERBATIM).bytes(NOTHING).bytes(new byte[5]);
        assertBroken(leaf(evidence, NOTHING), "evidence");
    }
}
