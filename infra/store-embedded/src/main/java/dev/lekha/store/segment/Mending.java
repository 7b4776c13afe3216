package dev.lekha.store.segment;

import dev.lekha.kernel.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/*
 * Goes along the chain. Where the log's own segment continues it up to where the next one begins, it stays. Else the
 * backup's takes its place, followed by what the own one holds beyond it: a segment that was the last when the backup
 * was made is shorter there.
 */

/** Works out how a log becomes whole, and lays out beside it what it needs, changing nothing. */
final class Mending {
    private final Names names;
    private final NavigableMap<Long, Path> own;
    private final NavigableMap<Long, Path> backup;
    private final long goal;
    private final List<Step> steps = new ArrayList<>();
    private byte[] chain = new byte[Frame.CHAIN];
    private long last;

    /**
     * One segment that is to be replaced, or added.
     *
     * @param mended what is to have the name of the segment
     * @param first its first position
     * @param last its last one
     */
    record Step(Path mended, long first, long last) {}

    private Mending(Names names, Names backup, long goal) throws IOException {
        this.names = names;
        this.own = byFirst(names);
        this.backup = byFirst(backup);
        this.goal = goal;
    }

    private static NavigableMap<Long, Path> byFirst(Names names) throws IOException {
        var segments = new TreeMap<Long, Path>();
        for (var path : names.segments()) {
            var first = Segment.firstOf(path);
            if (first.isPresent()) {
                segments.put(first.getAsLong(), path);
            }
        }
        return segments;
    }

    /**
     * @param goal position that the log must reach at least
     * @throws Refused where the backup does not hold what is needed
     */
    static List<Step> of(Names names, Names backup, long goal) throws IOException {
        var mending = new Mending(names, backup, goal);
        boolean possible = false;
        try {
            while (mending.last < goal) {
                mending.next();
            }
            possible = true;
            return mending.steps;
        } finally {
            if (!possible) {
                for (var step : mending.steps) {
                    Files.deleteIfExists(step.mended);
                }
            }
        }
    }

    private void next() throws IOException {
        long first = last + 1;
        var whole = reach(own, first, before(own, first)).filter(this::isWhole);
        var reach = whole.isPresent() ? whole.get() : mended(first);
        last = reach.last();
        chain = reach.chain();
    }

    /** The position before the next segment, or that it is open. */
    private static long before(NavigableMap<Long, Path> segments, long first) {
        var follower = segments.higherKey(first);
        return follower == null ? Extent.OPEN : follower - 1;
    }

    private Optional<Reach> reach(NavigableMap<Long, Path> segments, long first, long upTo)
            throws IOException {
        var path = segments.get(first);
        return path == null || SegmentHead.unreadable(path, Extent.OPEN) >= 0
                ? Optional.empty()
                : Reach.of(path, first, chain, upTo);
    }

    private boolean isWhole(Reach reach) {
        return isEnd(reach.last(), before(own, last + 1))
                // What is missing begins behind it.
                || reach.clean() && reach.last() > last && backup.containsKey(reach.last() + 1);
    }

    private boolean isEnd(long position, long due) {
        return due == Extent.OPEN ? position >= goal : position == due;
    }

    private Reach mended(long first) throws IOException {
        long due = Math.min(before(own, first), before(backup, first));
        var mended = names.folder().resolve(Segment.name(first) + ".mended.tmp");
        Files.deleteIfExists(mended);
        steps.add(new Step(mended, first, due));
        layOut(first, due, mended);
        var reach = Reach.of(mended, first, chain, due).orElseThrow(() -> lacking(first, due));
        if (!isEnd(reach.last(), due)) {
            throw lacking(reach.last() + 1, due);
        }
        requireContinued(reach);
        Disk.cut(mended, reach.end());
        steps.set(steps.size() - 1, new Step(mended, first, reach.last()));
        return reach;
    }

    private void layOut(long first, long due, Path mended) throws IOException {
        var source = backup.get(first);
        if (source == null) {
            throw lacking(first, due);
        }
        var there = reach(backup, first, due).orElseThrow(() -> lacking(first, due));
        SegmentCopy.append(source, 0, there.end(), mended);
        var rest = own.get(first);
        if (rest != null && !isEnd(there.last(), due)) {
            SegmentCopy.append(rest, there.end(), Extent.OPEN, mended);
        }
    }

    /** Else the rest would be replaced as well, and the history with it. */
    private void requireContinued(Reach reach) throws IOException {
        var follower = own.get(reach.last() + 1);
        if (follower != null && contradicts(follower, reach)) {
            throw refused(
                    "The backup is of another log: %s does not continue it.".formatted(follower));
        }
    }

    private static boolean contradicts(Path follower, Reach reach) throws IOException {
        try {
            return !Arrays.equals(Segment.open(follower).chain(), reach.chain());
        } catch (LogDamaged damaged) {
            return false;
        }
    }

    private Refused lacking(long from, long due) {
        return refused(
                "The backup does not hold positions %d to %d as this log continues them."
                        .formatted(from, Math.min(due, Math.max(goal, from))));
    }

    private static Refused refused(String sentence) {
        return new Refused(
                Refused.Kind.CONFLICT, "backup-lacks", sentence + " Nothing was changed.");
    }
}
