package dev.lekha.store.segment;

import dev.lekha.store.segment.FrameReader.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * How far the frames of a segment go without a flaw.
 *
 * @param last position of the last record in them, one less than the first where there is none
 * @param chain of the last of them
 * @param end the byte behind the last of them
 * @param clean whether nothing but zeros follows
 */
record Reach(long last, byte[] chain, int end, boolean clean) {
    /**
     * Goes through the segment; empty where it does not begin as it must.
     *
     * @param before chain of the frame before
     * @param upTo position at which it stops
     */
    static Optional<Reach> of(Path path, long first, byte[] before, long upTo) throws IOException {
        try {
            var segment = Segment.open(path);
            return segment.first() == first && Arrays.equals(segment.chain(), before)
                    ? Optional.of(of(segment, upTo))
                    : Optional.empty();
        } catch (LogDamaged noSegment) {
            return Optional.empty();
        }
    }

    /** What stands behind the last position is of no account: a failed write may have left it. */
    static Reach of(Segment segment, long upTo) {
        var frames = segment.frames();
        var behind = Finding.WHOLE;
        while (behind == Finding.WHOLE && frames.next() <= upTo) {
            behind = step(frames);
        }
        return new Reach(frames.next() - 1, frames.chain(), frames.at(), behind != Finding.BROKEN);
    }

    private static Finding step(FrameReader frames) {
        try {
            return frames.step((_, _, _) -> {});
        } catch (CorruptEvent damaged) {
            return Finding.BROKEN;
        }
    }
}
