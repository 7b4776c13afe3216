package dev.lekha.store.segment;

import dev.lekha.kernel.Refused;
import dev.lekha.store.segment.TailMark.End;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

    private final Segments segments;
    private final Tips tips;
    private final TailMark mark;
    private final FrameWriter frame = new FrameWriter();
    private final List<Draft> drafts = new ArrayList<>();
    private int conflicts;
    private byte[] chain;

    /**
     * @param events that were made durable
     * @param conflicts appends refused because of an event that they did not know
     */
    record Done(int events, int conflicts) {}

    /**
     * @param chain of the last frame
     */
    Frames(Segments segments, Tips tips, TailMark mark, byte[] chain) {
        this.segments = segments;
        this.tips = tips;
        this.mark = mark;
        this.chain = chain;
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
        var tip = tips.withRoom(most, head + 1, chain.clone());
        boolean durable = false;
        try {
            frame.begin(head + 1, Math.toIntExact(most));
            drafts.clear();
            conflicts = 0;
            for (var append : batch) {
                answers.add(take(append, tip, head));
            }
            if (!drafts.isEmpty()) {
                write(tip);
            }
            durable = true;
        } finally {
            if (!durable) {
                tips.abandon(tip, head, chain.clone());
            }
        }
        tell(tip, head + drafts.size());
        return new Done(drafts.size(), conflicts);
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
            tip.index().add(tip.end() + frame.length(), draft.leaf().recordedAt(), draft.keys());
            frame.add(draft);
            drafts.add(draft);
        }
        long last = head + drafts.size();
        return () -> append.accept(last);
    }

    private void write(Tip tip) throws IOException {
        var link = chain.clone();
        tip.write(frame.finish(link));
        chain = link;
    }

    private void tell(Tip tip, long last) {
        if (!drafts.isEmpty()) {
            mark.set(new End(tip.segment().first(), tip.end(), last));
            segments.head().moveTo(last);
        }
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
            if (wanted.fits(draft.leaf().tags(), draft.leaf().type())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        try {
            tips.close(chain.clone());
            mark.force();
        } catch (IOException failed) {
            LOG.warn(
                    "the last segment could not be closed; it is recovered at the next start",
                    failed);
        }
    }
}
