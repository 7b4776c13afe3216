package dev.lekha.store.segment;

import dev.lekha.store.segment.FrameReader.Finding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Goes through one segment to its end, whatever it finds on its way. */
final class SegmentCheck {
    private final Extent.File file;
    private final Segment segment;
    private final Findings findings;
    private final int limit;
    private final GrowingIndex index;
    private final long flawsBefore;
    private long flawed;
    private String flaw = "";

    /**
     * What is known behind a segment.
     *
     * @param last position of its last record
     * @param chain of its last frame, where that is known
     * @param index of its records, where all of them are whole
     */
    record Outcome(long last, Optional<byte[]> chain, Optional<GrowingIndex> index) {}

    private SegmentCheck(Extent.File file, Segment segment, Findings findings, long flawsBefore) {
        this.file = file;
        this.segment = segment;
        this.findings = findings;
        this.limit = Math.min(file.limit(), segment.size());
        this.index = new GrowingIndex(file.first());
        this.flawsBefore = flawsBefore;
    }

    /**
     * @param before chain of the frame before, where that is known
     */
    static Outcome of(Extent.File file, Optional<byte[]> before, Findings findings)
            throws IOException {
        long flaws = findings.count();
        var segment = SegmentHead.read(file, before, findings);
        findings.segment();
        return segment.isEmpty()
                ? new Outcome(unread(file), Optional.empty(), Optional.empty())
                : new SegmentCheck(file, segment.get(), findings, flaws).run();
    }

    private static long unread(Extent.File file) {
        return file.last() == Extent.OPEN ? file.first() - 1 : file.last();
    }

    private Outcome run() {
        var frames = segment.frames(limit);
        while (frames.next() <= file.last()) {
            long first = frames.next();
            switch (step(frames)) {
                case WHOLE -> findings.whole(first, frames.next() - 1);
                case NOTHING -> {
                    return ended(frames);
                }
                case BROKEN -> {
                    var behind = new Resync(segment.bytes(), limit, file.last()).behind(frames);
                    if (behind.isEmpty()) {
                        return lost(frames);
                    }
                    note(frames);
                    frames = behind.get();
                }
            }
        }
        return done(frames);
    }

    private Finding step(FrameReader frames) {
        try {
            var found =
                    frames.step((position, offset, leaf) -> {
                        RecordRules.require(leaf);
                        index.add(offset, leaf.recordedAt(), Keys.of(leaf.tags(), leaf.type()));
                    });
            flawed = Math.max(frames.flawAt(), frames.next());
            flaw = frames.flaw();
            return found;
        } catch (CorruptEvent damaged) {
            flawed = damaged.position();
            flaw = damaged.finding();
            return Finding.BROKEN;
        }
    }

    private Outcome ended(FrameReader frames) {
        if (file.last() != Extent.OPEN) {
            flaw(
                    frames.at(),
                    frames.next(),
                    "positions %d to %d are missing: it was cut, or %s is not there"
                            .formatted(frames.next(), file.last(), Segment.name(frames.next())));
            return new Outcome(file.last(), Optional.empty(), Optional.empty());
        }
        return new Outcome(frames.next() - 1, Optional.of(frames.chain()), sound());
    }

    /** No frame stands behind the broken one. */
    private Outcome lost(FrameReader frames) {
        if (file.last() != Extent.OPEN) {
            note(frames);
            return new Outcome(file.last(), Optional.empty(), Optional.empty());
        }
        // A frame that was being written when the process died: the next start cuts it off.
        return new Outcome(frames.next() - 1, Optional.of(frames.chain()), Optional.empty());
    }

    private Outcome done(FrameReader frames) {
        if (frames.next() - 1 != file.last()) {
            flaw(
                    frames.at(),
                    file.last() + 1,
                    "it goes on to position %d, which belongs to the segment behind it"
                            .formatted(frames.next() - 1));
        } else if (file.limit() != Integer.MAX_VALUE && frames.at() != file.limit()) {
            flaw(frames.at(), file.last(), "it does not end where the tail mark says");
        }
        return new Outcome(file.last(), Optional.of(frames.chain()), sound());
    }

    private Optional<GrowingIndex> sound() {
        return findings.count() == flawsBefore && index.events() > 0
                ? Optional.of(index)
                : Optional.empty();
    }

    private void note(FrameReader broken) {
        flaw(byteOf(broken, flawed), flawed, flaw);
    }

    /** Where a record of the frame begins; its frame where the record is the first. */
    private long byteOf(FrameReader frames, long position) {
        ByteBuffer bytes = segment.bytes();
        int at = frames.at() + Frame.HEAD;
        for (long i = frames.next(); i < position; i++) {
            at += Records.lengthAt(bytes, at);
        }
        return position == frames.next() ? frames.at() : at;
    }

    private void flaw(long at, long position, String finding) {
        findings.segment(file.path(), at, position, finding);
    }
}
