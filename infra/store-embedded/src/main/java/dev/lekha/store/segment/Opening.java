package dev.lekha.store.segment;

import dev.lekha.store.segment.FrameReader.Finding;
import dev.lekha.store.segment.TailMark.End;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * Only the last segment can end in a frame that was being written when the process or the machine died. Its frames
 * are gone through; what follows the last whole one is cut, unless it was acknowledged: that is known where the tail
 * mark says so, and where a later frame stands behind it, since a frame is begun only when the one before is durable.
 */

/** Finds out, at the start, what the log holds, and cuts off what was never acknowledged. */
final class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private final Names names;
    private final Optional<End> mark;
    private final List<Segment> segments = new ArrayList<>();
    private final List<IndexPart> parts = new ArrayList<>();
    private final List<MissingIndex> missing = new ArrayList<>();
    private @Nullable Scan unsealed;
    private byte[] chain = new byte[Frame.CHAIN];
    private long last;

    private Opening(Names names, Optional<End> mark) {
        this.names = names;
        this.mark = mark;
    }

    /**
     * @param unsealed the last segment, where it has no sidecar yet
     * @param missing what has to be made anew
     * @param chain of the last frame
     * @param last position that the log holds
     */
    record Found(
            Layout layout,
            Optional<Scan> unsealed,
            List<MissingIndex> missing,
            byte[] chain,
            long last) {
        /** Where the log ends, which a mark that a power failure set back does not say. */
        Optional<End> end() {
            if (last == 0) {
                return Optional.empty();
            }
            var segment = layout.segments().getLast();
            int size = unsealed.map(scan -> scan.frames().at()).orElse(segment.size());
            return Optional.of(new End(segment.first(), size, last));
        }
    }

    /**
     * @throws LogDamaged where something that was acknowledged is not there
     */
    static Found open(Names names, Optional<End> mark) throws IOException {
        var opening = new Opening(names, mark);
        opening.findSegments();
        opening.findIndex();
        opening.requireAcknowledged();
        return new Found(
                new Layout(opening.segments, opening.parts),
                Optional.ofNullable(opening.unsealed),
                opening.missing,
                opening.chain,
                opening.last);
    }

    private void findSegments() throws IOException {
        var paths = names.segments();
        for (var path : paths) {
            try {
                segments.add(Segment.open(path));
            } catch (LogDamaged damaged) {
                if (!path.equals(paths.getLast()) || isMarked(path) || !isUnwritten(path)) {
                    throw damaged;
                }
                LOG.warn("{} was begun and never written; it is removed", path);
                Files.delete(path);
            }
        }
        if (!segments.isEmpty() && segments.getFirst().first() != 1) {
            throw new LogDamaged(names.segment(1), "it is missing");
        }
    }

    /** Whether there is nothing but a head, since that is durable before anything follows it. */
    static boolean isUnwritten(Path path) throws IOException {
        try (var bytes = new BufferedInputStream(Files.newInputStream(path))) {
            bytes.skipNBytes(Math.min(Segment.HEAD, Files.size(path)));
            int next = bytes.read();
            while (next == 0) {
                next = bytes.read();
            }
            return next < 0;
        }
    }

    private boolean isMarked(Path path) {
        return mark.filter(end -> path.endsWith(Segment.name(end.segment()))).isPresent();
    }

    private void findIndex() throws IOException {
        var sidecars = new Sidecars(names);
        int at = 0;
        while (at < segments.size()) {
            var segment = segments.get(at);
            requireContinued(segment);
            var sidecar = sidecars.covering(segments, at);
            if (sidecar.isPresent()) {
                parts.add(sidecar.get());
                chain = sidecar.get().shape().chain();
                last = sidecar.get().last();
                at = behind(at, last);
            } else if (++at < segments.size()) {
                miss(segment, segments.get(at));
            } else {
                scanLast(segment);
            }
        }
        sidecars.removeOthers();
    }

    private int behind(int at, long position) {
        int next = at;
        while (next < segments.size() && segments.get(next).first() <= position) {
            next++;
        }
        return next;
    }

    /** Its frames are verified when its index is made. */
    private void miss(Segment segment, Segment follower) {
        last = follower.first() - 1;
        chain = follower.chain();
        var part = Indexer.missing(segment, last);
        missing.add(part);
        parts.add(part);
    }

    private void requireContinued(Segment segment) {
        if (segment.first() != last + 1) {
            throw new LogDamaged(names.segment(last + 1), "it is missing");
        }
        if (!Arrays.equals(segment.chain(), chain)) {
            throw new LogDamaged(segment.path(), "it does not continue the segment before");
        }
    }

    private void scanLast(Segment segment) throws IOException {
        var scan = new Scan(segment);
        var behind = scan.toEnd();
        var frames = scan.frames();
        boolean marked =
                mark.filter(end -> end.segment() == segment.first() && frames.at() < end.offset())
                        .isPresent();
        if (marked || behind == Finding.BROKEN && frames.anyFrameBehind()) {
            throw new LogDamaged(
                    segment.path(),
                    "the event at position %d, at byte %d: %s"
                            .formatted(
                                    Math.max(frames.flawAt(), frames.next()),
                                    frames.at(),
                                    behind == Finding.BROKEN ? frames.flaw() : "it is missing"));
        }
        if (behind == Finding.BROKEN) {
            LOG.warn(
                    "{}: what follows byte {} was never acknowledged and is cut off",
                    segment.path(),
                    frames.at());
        }
        if (scan.last() < segment.first()) {
            segments.removeLast();
            Files.delete(segment.path());
            return;
        }
        Disk.cut(segment.path(), frames.at());
        last = scan.last();
        chain = frames.chain();
        parts.add(scan.index());
        unsealed = scan;
    }

    private void requireAcknowledged() {
        long acknowledged = mark.map(End::position).orElse(0L);
        if (last < acknowledged) {
            throw new LogDamaged(
                    names.folder(),
                    "it ends at position %d, and position %d was acknowledged"
                            .formatted(last, acknowledged));
        }
    }
}
