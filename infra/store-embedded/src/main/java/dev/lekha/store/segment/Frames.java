package dev.lekha.store.segment;

import dev.lekha.kernel.Refused;
import dev.lekha.store.segment.TailMark.End;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns batches of appends into frames at the end of the log. After a failure nothing of the batch
 * is kept, the segment is closed where it was durable, and the next batch begins another: what the
 * page cache holds of a failed write is never built upon. Used by the writer's thread alone.
 */
final class Frames implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Frames.class);
    private static final long MOST_IN_FRAME = 8 << 20;
    private static final int AROUND = Frame.HEAD + Frame.CHAIN;

    private final Names names;
    private final Disk disk;
    private final Segments segments;
    private final Indexer indexer;
    private final TailMark mark;
    private final long segmentBytes;
    private final FrameWriter frame = new FrameWriter();
    private final List<Draft> drafts = new ArrayList<>();
    private int conflicts;
    private byte[] chain;
    private @Nullable Tip tip;

    /**
     * @param events that were made durable
     * @param conflicts appends refused because of an event that they did not know
     */
    record Done(int events, int conflicts) {}

    /**
     * @param chain of the last frame
     * @param segmentBytes that a segment holds, unless one frame is larger
     */
    Frames(
            Names names,
            Disk disk,
            Segments segments,
            Indexer indexer,
            TailMark mark,
            byte[] chain,
            long segmentBytes) {
        this.names = names;
        this.disk = disk;
        this.segments = segments;
        this.indexer = indexer;
        this.mark = mark;
        this.chain = chain;
        this.segmentBytes = segmentBytes;
    }

    /** The number of the append behind the last that one frame shall hold, from this one on. */
    int fitting(List<Append> batch, int from) {
        long bytes = batch.get(from).mostBytes();
        int to = from + 1;
        while (to < batch.size() && bytes + batch.get(to).mostBytes() <= MOST_IN_FRAME) {
            bytes += batch.get(to).mostBytes();
            to++;
        }
        return to;
    }

    /**
     * Makes durable what the log as it is allows.
     *
     * @param answers gets one for each append
     */
    Done commit(List<Append> batch, List<Runnable> answers) throws IOException {
        long head = segments.head().position();
        long most = AROUND + batch.stream().mapToLong(Append::mostBytes).sum();
        var tip = tip(most, head);
        boolean durable = false;
        try {
            frame.begin(head + 1, Math.toIntExact(most));
            drafts.clear();
            conflicts = 0;
            for (var append : batch) {
                answers.add(take(append, tip, head));
            }
            if (!drafts.isEmpty()) {
                write(tip, head);
            }
            durable = true;
            return new Done(drafts.size(), conflicts);
        } finally {
            if (!durable) {
                abandon(tip, head);
            }
        }
    }

    private Runnable take(Append append, Tip tip, long head) {
        try {
            if (crossed(append, tip, head)) {
                conflicts++;
                return append::conflict;
            }
        } catch (Refused | CorruptEvent undecided) {
            return () -> append.fail(undecided);
        }
        for (var draft : append.drafts()) {
            tip.index().add(tip.end() + frame.length(), draft.recordedAt(), draft.keys());
            frame.add(draft);
            drafts.add(draft);
        }
        long last = head + drafts.size();
        return () -> append.accept(last);
    }

    private void write(Tip tip, long head) throws IOException {
        var link = chain.clone();
        tip.write(frame.finish(link));
        chain = link;
        long last = head + drafts.size();
        mark.set(new End(tip.segment().first(), tip.end(), last));
        segments.head().moveTo(last);
    }

    /** Whether an event that the append does not know of would have mattered to it. */
    private boolean crossed(Append append, Tip tip, long head) {
        if (!append.conditional()) {
            return false;
        }
        var wanted = append.conflicting();
        long known = append.known();
        return crossedInFrame(wanted, Math.max(known, head), tip, head)
                || known < head && segments.read(layout -> layout.anyAfter(wanted, known, head));
    }

    private boolean crossedInFrame(Wanted wanted, long known, Tip tip, long head) {
        long last = head + drafts.size();
        if (known >= last) {
            return false;
        }
        if (wanted.all()) {
            return true;
        }
        var found = tip.index().find(wanted, known, last);
        for (long at = found.from(known + 1); at != Positions.END; at = found.from(at + 1)) {
            var draft = drafts.get((int) (at - head - 1));
            if (wanted.fits(draft.tags(), draft.type())) {
                return true;
            }
        }
        return false;
    }

    private Tip tip(long bytes, long head) throws IOException {
        var now = tip;
        if (now != null && now.hasRoom(bytes)) {
            return now;
        }
        seal();
        indexer.admit();
        try {
            long size = Math.max(segmentBytes, Segment.HEAD + bytes);
            var next = Tip.create(disk, names.segment(head + 1), head + 1, chain, size);
            segments.change(layout -> layout.with(next.segment(), next.index()));
            tip = next;
            return next;
        } catch (IOException | RuntimeException failed) {
            indexer.forgo();
            throw failed;
        }
    }

    private void seal() throws IOException {
        var done = tip;
        tip = null;
        if (done == null) {
            return;
        }
        done.close();
        if (done.isEmpty()) {
            drop(done);
        } else {
            indexer.seal(done.segment(), done.index(), chain.clone());
        }
    }

    private void drop(Tip empty) throws IOException {
        segments.change(layout -> layout.without(empty.segment().first() - 1));
        indexer.forgo();
        Files.deleteIfExists(empty.segment().path());
    }

    /** The index of the segment holds what was not kept, so it is made from what is durable. */
    private void abandon(Tip failed, long head) throws IOException {
        tip = null;
        try {
            failed.close();
        } catch (IOException stuck) {
            LOG.warn(
                    "{} could not be cut at byte {}", failed.segment().path(), failed.end(), stuck);
        }
        if (failed.isEmpty()) {
            drop(failed);
            return;
        }
        var scan = new Scan(failed.segment()).upTo(head);
        segments.change(layout -> layout.replacing(List.of(failed.index()), List.of(scan.index())));
        indexer.seal(failed.segment(), scan.index(), chain.clone());
    }

    @Override
    public void close() {
        try {
            seal();
            mark.force();
        } catch (IOException failed) {
            LOG.warn(
                    "the last segment could not be closed; it is recovered at the next start",
                    failed);
        }
    }
}
