package dev.lekha.store.segment;

import static dev.lekha.store.tck.Appends.append;
import static dev.lekha.store.tck.Appends.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While there is no index, events are found from frame to frame, as far as these are whole. */
class DamagedFramesTest {
    private static final long[] FIRST_OF_FRAMES = {1, 2, 4, 6};
    private static final long LAST = 6;

    private static Segment segment(Path folder) throws IOException {
        try (var log = SmallSegments.log(folder)) {
            append(log, event("a"));
            append(log, event("b"), event("c"));
            append(log, event("d"), event("e"));
            append(log, event("f"));
        }
        return Segment.open(new Names(folder).segment(1));
    }

    @Test
    void a_damaged_frame_hides_no_event_before_it(@TempDir(factory = QuickFolder.class) Path folder)
            throws IOException {
        var whole = segment(folder);
        var offsets = new MissingIndex(whole, LAST, Duration.ZERO);
        for (long position : FIRST_OF_FRAMES) {
            int frame = offsets.offset(position) - Frame.HEAD;
            for (int bit = 0; bit < 8 * (Frame.HEAD + Frame.RECORD_HEAD); bit++) {
                var damaged = new MissingIndex(flipped(whole, frame, bit), LAST, Duration.ZERO);
                readOrName(damaged, LAST, position);
                readOrName(damaged, position, position);
                for (long before = position - 1; before > 0; before--) {
                    int offset = damaged.offset(before);
                    assertThat(damaged.segment().leaf(offset, before).position()).isEqualTo(before);
                }
            }
        }
    }

    private static Segment flipped(Segment whole, int at, int bit) {
        var bytes = new byte[whole.size()];
        whole.bytes().get(0, bytes);
        bytes[at + bit / 8] ^= (byte) (1 << bit % 8);
        return new Segment(whole.path(), whole.first(), whole.chain(), ByteBuffer.wrap(bytes));
    }

    private static void readOrName(MissingIndex index, long position, long damaged) {
        try {
            int offset = index.offset(position);
            assertThat(index.segment().leaf(offset, position).position()).isEqualTo(position);
        } catch (CorruptEvent named) {
            assertThat(named.position()).isEqualTo(position).isGreaterThanOrEqualTo(damaged);
        }
    }
}
