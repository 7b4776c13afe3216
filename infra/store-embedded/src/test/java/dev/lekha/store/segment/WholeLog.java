package dev.lekha.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.leaf.Leaf;
import dev.lekha.store.segment.FrameReader.Finding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Goes through the files of a log frame by frame, as nobody does who trusts an index. */
final class WholeLog {
    private final List<Scan> scans = new ArrayList<>();
    private final List<Leaf> leaves = new ArrayList<>();

    private WholeLog() {}

    /**
     * @throws CorruptEvent where a frame does not verify
     */
    static WholeLog read(Path folder) throws IOException {
        var whole = new WholeLog();
        var chain = new byte[Frame.CHAIN];
        var paths = new Names(folder).segments();
        for (int i = 0; i < paths.size(); i++) {
            var segment = Segment.open(paths.get(i));
            long last =
                    i + 1 < paths.size()
                            ? Segment.open(paths.get(i + 1)).first() - 1
                            : Long.MAX_VALUE;
            chain = whole.add(segment, chain, last);
        }
        return whole;
    }

    private byte[] add(Segment segment, byte[] chain, long last) {
        if (segment.first() != leaves.size() + 1L) {
            throw new CorruptEvent(leaves.size() + 1L, "its segment is missing");
        }
        var frames =
                new FrameReader(
                        segment.bytes(), segment.size(), Segment.HEAD, segment.first(), chain);
        var found = Finding.WHOLE;
        while (found == Finding.WHOLE && leaves.size() < last) {
            found = frames.step((_, _, leaf) -> leaves.add(leaf));
        }
        if (found == Finding.BROKEN || last != Long.MAX_VALUE && leaves.size() < last) {
            throw new CorruptEvent(Math.max(frames.next(), frames.flawAt()), frames.flaw());
        }
        if (leaves.size() >= segment.first()) {
            scans.add(new Scan(segment).upTo(leaves.size()));
        }
        return frames.chain();
    }

    /** All records in the order of their positions. */
    List<Leaf> leaves() {
        return leaves;
    }

    /** Under each tag, and each tag and type, the log's index finds what one made now finds. */
    void requireIndexOf(SegmentLog log) {
        var layout = log.segments().layout();
        long head = log.segments().head().position();
        assertThat(head).isEqualTo(leaves.size());
        var fresh = scans.stream().map(Scan::index).toList();
        for (long tag : keys(false)) {
            assertThat(found(layout.parts(), tag, false, head))
                    .as("under tag %x".formatted(tag))
                    .isEqualTo(found(fresh, tag, false, head));
        }
        for (long pair : keys(true)) {
            assertThat(found(layout.parts(), pair, true, head))
                    .as("under tag and type %x".formatted(pair))
                    .isEqualTo(found(fresh, pair, true, head));
        }
    }

    /** The log shows each record once, in order and as it is stored. */
    void requireScanOf(SegmentLog log) {
        var shown = new ArrayList<ByteBuffer>();
        long last =
                log.scan(
                        0,
                        Long.MAX_VALUE,
                        (position, record) -> {
                            assertThat(position).isEqualTo(shown.size() + 1);
                            shown.add(ByteBuffer.allocate(record.remaining()).put(record).flip());
                        });
        assertThat(last).isEqualTo(leaves.size());
        assertThat(shown)
                .isEqualTo(leaves.stream().map(leaf -> ByteBuffer.wrap(leaf.record())).toList());
    }

    private SortedSet<Long> keys(boolean typed) {
        var all = new TreeSet<Long>();
        for (var leaf : leaves) {
            var keys = Keys.of(leaf.tags(), leaf.type());
            for (long tag : keys.tags()) {
                all.add(typed ? tag | keys.type() : tag);
            }
        }
        return all;
    }

    private static List<Long> found(
            List<? extends IndexPart> parts, long key, boolean typed, long head) {
        var all = new ArrayList<Long>();
        for (var part : parts) {
            var found = part.find(key, typed, part.first() - 1, Math.min(head, part.last()));
            for (long at = found.from(part.first()); at != Positions.END; at = found.from(at + 1)) {
                all.add(at);
            }
        }
        return all;
    }
}
