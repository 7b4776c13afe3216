package dev.lekha.store.segment;

import dev.lekha.store.segment.TailMark.End;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The log of another process, read while that one may go on writing it. Nothing is changed and no
 * more is read than the tail mark promises, so a segment may be cut and sealed meanwhile.
 */
final class Following {
    private final Names names;
    private final Segments segments;
    private @Nullable Scan tip;
    private long last;

    private Following(Names names) {
        this.names = names;
        this.segments = new Segments(Layout.EMPTY, new Head(this::reached));
    }

    static Segments open(Names names) throws IOException {
        var following = new Following(names);
        following.begin();
        return following.segments;
    }

    private void begin() throws IOException {
        var mark = TailMark.read(names.tail());
        var all = segments(mark);
        if (mark.isEmpty() && TailMark.read(names.tail()).isPresent()) {
            // The list was made while the first segments were begun, and may lack one of them.
            begin();
            return;
        }
        var sidecars = new Sidecars(names);
        var parts = new ArrayList<IndexPart>();
        int at = 0;
        while (at < all.size() - 1) {
            var sidecar = sidecars.covering(all, at);
            var part = sidecar.isPresent() ? sidecar.get() : scanned(all, at);
            parts.add(part);
            while (at < all.size() - 1 && all.get(at).first() <= part.last()) {
                at++;
            }
        }
        if (!all.isEmpty()) {
            tip = new Scan(all.getLast());
            last = tip.last();
            parts.add(tip.index());
        }
        segments.change(_ -> new Layout(all, parts));
        if (mark.isEmpty() && tip != null) {
            tip.toEnd();
            last = tip.last();
        }
    }

    private List<Segment> segments(Optional<End> mark) throws IOException {
        var all = new ArrayList<Segment>();
        for (var path : names.segments()) {
            if (isWritten(path, mark)) {
                all.add(Segment.open(path));
            }
        }
        return all;
    }

    /** Whether there is more than a segment that may be begun at this moment. */
    private static boolean isWritten(Path path, Optional<End> mark) throws IOException {
        if (mark.isPresent()) {
            return Segment.firstOf(path).orElse(1) <= mark.get().position();
        }
        try {
            return Segment.open(path).first() > 0;
        } catch (NoSuchFileException dropped) {
            return false;
        } catch (LogDamaged damaged) {
            if (Opening.isUnwritten(path)) {
                return false;
            }
            throw damaged;
        }
    }

    private static IndexPart scanned(List<Segment> all, int at) {
        return new Scan(all.get(at)).upTo(all.get(at + 1).first() - 1).index();
    }

    /** The last position that is durable, after taking in what has come since it was asked last. */
    private synchronized long reached() {
        try {
            var end = TailMark.read(names.tail());
            while (end.isPresent() && last < end.get().position()) {
                last = advance(end.get());
            }
            return last;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private long advance(End end) throws IOException {
        var now = tip;
        if (now != null && now.segment().first() == end.segment()) {
            return now.upTo(end.position()).last();
        }
        var next = follower(now);
        if (next.isEmpty()) {
            throw new LogDamaged(names.segment(end.segment()), "it is missing");
        }
        if (now != null) {
            now.upTo(next.get().first() - 1);
        }
        var scan = new Scan(next.get());
        segments.change(layout -> layout.with(scan.segment(), scan.index()));
        tip = scan;
        return scan.last();
    }

    private Optional<Segment> follower(@Nullable Scan now) throws IOException {
        long beyond = now == null ? 0 : now.segment().first();
        for (var path : names.segments()) {
            if (Segment.firstOf(path).orElse(0) > beyond) {
                return Optional.of(Segment.open(path));
            }
        }
        return Optional.empty();
    }
}
