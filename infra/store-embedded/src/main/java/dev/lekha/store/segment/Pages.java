package dev.lekha.store.segment;

import dev.lekha.kernel.leaf.Leaf;
import java.util.ArrayList;
import java.util.List;

/** Reads the log page by page, so that a reader holds one page whatever the size of the log. */
final class Pages {
    private static final int MOST_EVENTS = 512;
    private static final int MOST_BYTES = 1 << 20;

    private final Segments segments;

    /**
     * @param events in order
     * @param reached all that is wanted up to here is in this page or an earlier one
     */
    record Page(List<Leaf> events, long reached) {}

    Pages(Segments segments) {
        this.segments = segments;
    }

    /**
     * The first wanted events in (after, upTo], at least one where there is any.
     *
     * @param upTo not beyond the head
     */
    Page read(Wanted wanted, long after, long upTo) {
        return segments.read(layout -> new Reading(layout, upTo).page(wanted, after));
    }

    long lastBefore(long micros, long head) {
        return segments.read(layout -> layout.lastBefore(micros, head));
    }

    /** One page while it fills. */
    private static final class Reading {
        private final Layout layout;
        private final long upTo;
        private final List<Leaf> events = new ArrayList<>();
        private long bytes;
        private long reached;

        Reading(Layout layout, long upTo) {
            this.layout = layout;
            this.upTo = upTo;
        }

        Page page(Wanted wanted, long after) {
            reached = after;
            while (reached < upTo && !isFull()) {
                var part = layout.part(reached + 1);
                long end = Math.min(upTo, part.last());
                if (wanted.all()) {
                    takeAll(part, end);
                } else {
                    take(part, wanted, end);
                }
            }
            return new Page(events, reached);
        }

        private void takeAll(IndexPart part, long end) {
            while (reached < end && !isFull()) {
                add(layout.leaf(part, reached + 1));
                reached++;
            }
        }

        private void take(IndexPart part, Wanted wanted, long end) {
            var found = part.find(wanted, reached, end);
            long at = found.from(reached + 1);
            while (at != Positions.END && !isFull()) {
                var leaf = layout.leaf(part, at);
                if (wanted.fits(leaf)) {
                    add(leaf);
                }
                reached = at;
                at = found.from(at + 1);
            }
            if (at == Positions.END) {
                reached = end;
            }
        }

        private void add(Leaf leaf) {
            events.add(leaf);
            bytes += leaf.bytes();
        }

        private boolean isFull() {
            return events.size() == MOST_EVENTS || bytes >= MOST_BYTES;
        }
    }
}
