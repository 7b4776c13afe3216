package dev.lekha.store.segment;

import dev.lekha.kernel.leaf.Leaf;
import dev.lekha.kernel.leaf.LeafVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The segments and the index over them, as they are at one moment. Both cover all positions without
 * gaps, in order; the last of each may grow.
 */
final class Layout {
    static final Layout EMPTY = new Layout(List.of(), List.of());

    private final Segment[] segments;
    private final IndexPart[] parts;
    private final long[] segmentFirsts;
    private final long[] partFirsts;

    Layout(List<Segment> segments, List<? extends IndexPart> parts) {
        this.segments = segments.toArray(Segment[]::new);
        this.parts = parts.toArray(IndexPart[]::new);
        this.segmentFirsts = segments.stream().mapToLong(Segment::first).toArray();
        this.partFirsts = parts.stream().mapToLong(IndexPart::first).toArray();
    }

    List<Segment> segments() {
        return List.of(segments);
    }

    List<IndexPart> parts() {
        return List.of(parts);
    }

    Inventory inventory() {
        return new Inventory(
                segments.length,
                count(Sidecar.class),
                count(GrowingIndex.class),
                count(MissingIndex.class));
    }

    private int count(Class<? extends IndexPart> kind) {
        return (int) Arrays.stream(parts).filter(kind::isInstance).count();
    }

    /** Segments whose first record has a position in [first, last]. */
    List<Segment> segments(long first, long last) {
        return Arrays.stream(segments)
                .filter(one -> one.first() >= first && one.first() <= last)
                .toList();
    }

    IndexPart part(long position) {
        return parts[at(partFirsts, position)];
    }

    /**
     * @throws CorruptEvent where it is not as it was written
     */
    Leaf leaf(long position) {
        return leaf(part(position), position);
    }

    /**
     * @param part that covers the position
     */
    Leaf leaf(IndexPart part, long position) {
        return segment(position).leaf(part.offset(position), position);
    }

    Segment segment(long position) {
        return segments[at(segmentFirsts, position)];
    }

    /** The number of the last that begins at the position or before it. */
    private static int at(long[] firsts, long position) {
        int last = firsts.length - 1;
        if (last >= 0 && firsts[last] <= position) {
            return last;
        }
        int found = Arrays.binarySearch(firsts, position);
        return found >= 0 ? found : -found - 2;
    }

    /** Whether an event that is wanted lies beyond the position; never waits. */
    boolean anyAfter(Wanted wanted, long position, long head) {
        for (int i = parts.length - 1; i >= 0 && position < head; i--) {
            var part = parts[i];
            long from = Math.max(position, part.first() - 1);
            if (from < head && anyIn(part, wanted, from, head)) {
                return true;
            }
            if (part.first() <= position + 1) {
                return false;
            }
        }
        return false;
    }

    private boolean anyIn(IndexPart part, Wanted wanted, long after, long head) {
        if (wanted.all()) {
            return true;
        }
        part.requireReady();
        var found = part.find(wanted, after, Math.min(head, part.last()));
        for (long at = found.from(after + 1); at != Positions.END; at = found.from(at + 1)) {
            if (wanted.fits(leaf(part, at))) {
                return true;
            }
        }
        return false;
    }

    /** The position before the first event that was recorded then or later. */
    long lastBefore(long micros, long head) {
        for (var part : parts) {
            if (part.first() <= head && part.latest() >= micros) {
                long at = part.first();
                while (at <= head && leaf(part, at).recordedAt() < micros) {
                    at++;
                }
                return at - 1;
            }
        }
        return head;
    }

    /** Shows each record in (after, upTo]. */
    long scan(long after, long upTo, LeafVisitor visitor) {
        long position = after;
        while (position < upTo) {
            var part = part(position + 1);
            var segment = segment(position + 1);
            var records = new Records.Scanner(segment.bytes());
            long end = Math.min(upTo, Math.min(part.last(), lastOf(segment)));
            while (position < end) {
                position++;
                visitor.leaf(position, records.verified(part.offset(position), position));
            }
        }
        return position;
    }

    private long lastOf(Segment segment) {
        int next = at(segmentFirsts, segment.first()) + 1;
        return next < segments.length ? segmentFirsts[next] - 1 : Long.MAX_VALUE;
    }

    /** With a segment more, still empty, and the index that will grow with it. */
    Layout with(Segment segment, IndexPart part) {
        var moreSegments = new ArrayList<>(segments());
        var moreParts = new ArrayList<>(parts());
        moreSegments.add(segment);
        moreParts.add(part);
        return new Layout(moreSegments, moreParts);
    }

    /** With another mapping of a segment. */
    Layout with(Segment segment) {
        return new Layout(
                segments().stream()
                        .map(one -> one.first() == segment.first() ? segment : one)
                        .toList(),
                parts());
    }

    /** With other parts of the index in the place of those that cover the same positions. */
    Layout replacing(List<? extends IndexPart> old, List<? extends IndexPart> by) {
        var next = new ArrayList<IndexPart>(parts());
        int at = next.indexOf(old.getFirst());
        next.removeAll(old);
        next.addAll(at, by);
        return new Layout(segments(), next);
    }

    /** Without what holds no position up to this one: what a commit that failed has left. */
    Layout without(long beyond) {
        return new Layout(
                segments().stream().filter(one -> one.first() <= beyond).toList(),
                parts().stream().filter(one -> one.first() <= beyond).toList());
    }
}
