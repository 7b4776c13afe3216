package dev.lekha.store.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segments that are written, one after the other. Each that is done goes to the {@link Indexer}
 * to be sealed. Used by the writer's thread alone.
 */
final class Tips {
    private static final Logger LOG = LoggerFactory.getLogger(Tips.class);

    private final Names names;
    private final Disk disk;
    private final Segments segments;
    private final Indexer indexer;
    private final long segmentBytes;
    private final Spare spare;
    private @Nullable Tip tip;

    /**
     * @param segmentBytes that a segment holds, unless one frame is larger
     */
    Tips(Names names, Disk disk, Segments segments, Indexer indexer, long segmentBytes) {
        this.names = names;
        this.disk = disk;
        this.segments = segments;
        this.indexer = indexer;
        this.segmentBytes = segmentBytes;
        this.spare = new Spare(names.spare(), disk, segmentBytes);
    }

    /**
     * One that has room for a frame.
     *
     * @param first position of the frame's first record
     * @param chain of the frame before
     */
    Tip withRoom(long bytes, long first, byte[] chain) throws IOException {
        var now = tip;
        if (now != null && now.hasRoom(bytes)) {
            if (now.isHalfFull()) {
                spare.prepare();
            }
            return now;
        }
        seal(chain);
        indexer.admit();
        try {
            var next = begin(Math.max(segmentBytes, Segment.HEAD + bytes), first, chain);
            segments.change(layout -> layout.with(next.segment(), next.index()));
            tip = next;
            return next;
        } catch (IOException | RuntimeException failed) {
            indexer.forgo();
            throw failed;
        }
    }

    private Tip begin(long size, long first, byte[] chain) throws IOException {
        var path = names.segment(first);
        var spared = spare.take(path, size);
        var file = spared.isPresent() ? spared.get() : disk.create(path, size);
        return Tip.begin(file, path, first, chain);
    }

    private void seal(byte[] chain) throws IOException {
        var done = tip;
        tip = null;
        if (done == null) {
            return;
        }
        cut(done);
        if (done.isEmpty()) {
            drop(done);
        } else {
            indexer.seal(done.segment(), done.index(), chain);
        }
    }

    /** What stays behind the end was never acknowledged, and is passed over by all who read. */
    private static void cut(Tip done) {
        try {
            done.close();
        } catch (IOException stuck) {
            LOG.warn("{} could not be cut at byte {}", done.segment().path(), done.end(), stuck);
        }
    }

    private void drop(Tip empty) throws IOException {
        segments.change(layout -> layout.without(empty.segment().first() - 1));
        indexer.forgo();
        Files.deleteIfExists(empty.segment().path());
    }

    /**
     * Writes no more to the one that failed. Its index holds what was not kept, so it is made again
     * from what is durable.
     *
     * @param last durable position
     * @param chain of the last durable frame
     */
    void abandon(Tip failed, long last, byte[] chain) throws IOException {
        tip = null;
        cut(failed);
        if (failed.isEmpty()) {
            drop(failed);
            return;
        }
        var scan = new Scan(failed.segment()).upTo(last);
        segments.change(layout -> layout.replacing(List.of(failed.index()), List.of(scan.index())));
        indexer.seal(failed.segment(), scan.index(), chain);
    }

    /**
     * Seals the last one.
     *
     * @param chain of the last frame
     */
    void close(byte[] chain) throws IOException {
        seal(chain);
        spare.close();
    }
}
