package dev.lekha.store.segment;

import dev.lekha.store.segment.FrameReader.Finding;

/** Goes through a segment and makes its index as it goes. */
final class Scan {
    private final Segment segment;
    private final FrameReader frames;
    private final GrowingIndex index;

    Scan(Segment segment) {
        this.segment = segment;
        this.frames = segment.frames();
        this.index = new GrowingIndex(segment.first());
    }

    Segment segment() {
        return segment;
    }

    FrameReader frames() {
        return frames;
    }

    GrowingIndex index() {
        return index;
    }

    /** Position of the last record seen. */
    long last() {
        return frames.next() - 1;
    }

    /**
     * Goes on until the position is seen.
     *
     * @throws CorruptEvent where what is there does not verify
     */
    Scan upTo(long position) {
        while (last() < position) {
            if (step() != Finding.WHOLE) {
                throw new CorruptEvent(
                        Math.max(frames.flawAt(), frames.next()), frames.flaw().strip());
            }
        }
        return this;
    }

    /** Goes on as long as there are whole frames; answers what is behind them. */
    Finding toEnd() {
        var found = step();
        while (found == Finding.WHOLE) {
            found = step();
        }
        return found;
    }

    private Finding step() {
        return frames.step((position, offset, leaf) ->
                index.add(offset, leaf.recordedAt(), Keys.of(leaf.tags(), leaf.type())));
    }
}
