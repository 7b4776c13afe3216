package dev.lekha.store.segment;

import static dev.lekha.store.tck.Appends.append;
import static dev.lekha.store.tck.Appends.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.leaf.Leaf;
import dev.lekha.kernel.leaf.LeafDraft;
import dev.lekha.store.tck.Appends;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A body that its record cannot hold stands beside it, and nobody sees a difference. */
class BesideTest {
    private final List<byte[]> bodies = new ArrayList<>();
    private Path folder;
    private SegmentLog log;

    @BeforeEach
    void open(@TempDir(factory = QuickFolder.class) Path parent) {
        folder = parent.resolve("log");
        log = SmallSegments.log(folder);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private byte[] body(int size) {
        var body = new byte[size];
        new Random(size).nextBytes(body);
        bodies.add(body);
        return body;
    }

    private void requireAll() throws IOException {
        var stored = Reads.stored(log, new Log.Filter(List.of(), List.of("node=1")));
        assertThat(stored).extracting(Log.Stored::body).containsExactlyElementsOf(bodies);
        WholeLog.read(folder).requireIndexOf(log);
        WholeLog.read(folder).requireScanOf(log);
    }

    @Test
    void bodies_around_the_limit_of_a_record_come_back_as_they_went() throws IOException {
        for (int size = 65_250; size <= LeafDraft.MOST_BODY_BYTES; size += 15) {
            append(
                    log,
                    event(Appends.TYPE, body(size), "node=1"),
                    event(Appends.TYPE, body(size % 7), "node=1"));
        }
        requireAll();
        log.close();
        log = SmallSegments.log(folder);
        requireAll();
        for (var leaf : WholeLog.read(folder).leaves()) {
            assertThat(leaf.record()).hasSizeLessThanOrEqualTo(Leaf.MOST_BYTES);
        }
    }

    @Test
    void a_body_that_is_larger_still_is_refused() {
        assertThatThrownBy(() ->
                        append(
                                log,
                                event("t.T", new byte[LeafDraft.MOST_BODY_BYTES + 1], "node=1")))
                .cause()
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("event-too-large"));
        assertThat(log.reader().head()).isZero();
    }

    @Test
    void names_and_tags_that_fill_a_record_are_refused() {
        assertThatThrownBy(
                        () -> append(log, event("t.T", new byte[0], "node=" + "x".repeat(65_500))))
                .cause()
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("event-too-large"));
    }

    @Test
    void a_changed_byte_of_a_body_beside_its_record_is_named() {
        append(log, event("a", "node=1"));
        append(log, event(Appends.TYPE, body(65_535), "node=2"));
        append(log, event("c", "node=1"));
        Damage.flip(folder, 2);
        assertThatThrownBy(() -> Reads.tagged(log, "node=2"))
                .isInstanceOf(CorruptEvent.class)
                .hasMessageContaining("position 2");
        assertThat(Reads.tagged(log, "node=1")).containsExactly("a", "c");
    }
}
