package dev.lekha.app;

import dev.lekha.kernel.Log;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Sha2;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;

/*
 * A target that holds the first events of the source is filled up, so a copy that was interrupted is gone on with, and
 * one that was made beside a running platform is finished when that has stopped. A page is so small that any store
 * takes it as one append: each event has a leaf of at most 65,535 bytes and, beside it, its body.
 */

/** Copies the events of one store to the end of another, and compares the leaves of both. */
final class LogCopy {
    private static final int PAGE_EVENTS = 64;
    private static final int PAGE_BODIES = 1 << 20;
    private static final int COMPARED_AT_ONCE = 10_000;

    private final Store from;
    private final Store to;
    private final LongConsumer progress;

    /**
     * @param progress is told the position that is copied, and then the one that is compared
     */
    LogCopy(Store from, Store to, LongConsumer progress) {
        this.from = from;
        this.to = to;
        this.progress = progress;
    }

    /**
     * @param events copied now
     * @param head position of the last event in both
     * @param leafHash of that event, SHA-256(0x00 || leaf) in hexadecimal; empty for an empty log
     */
    record Done(long events, long head, String leafHash) {}

    /**
     * @throws Refused where the target holds anything that the source does not
     */
    Done run() {
        long begun = to.reader().head();
        long head = from.reader().head();
        if (begun > head) {
            throw differs(head + 1);
        }
        // Before anything is added to a log that may be another one.
        compare(0, begun);
        append(begun, head);
        var last = compare(begun, head);
        return new Done(head - begun, head, last);
    }

    private void append(long after, long upTo) {
        try (var cursor = from.reader().after(after, Log.Filter.ALL)) {
            for (long at = after; at < upTo; ) {
                var page = page(cursor, (int) Math.min(PAGE_EVENTS, upTo - at));
                to.append(page);
                at = page.getLast().position();
                if (to.reader().head() != at) {
                    throw new Refused(
                            Refused.Kind.CONFLICT,
                            "copy-target-written",
                            "Somebody else writes the target: it is at position %d, the copy at %d."
                                    .formatted(to.reader().head(), at));
                }
                progress.accept(at);
            }
        }
    }

    private static List<Log.Stored> page(Log.Cursor cursor, int most) {
        var page = new ArrayList<Log.Stored>(most);
        for (int bodies = 0; page.size() < most && bodies < PAGE_BODIES; ) {
            var event = cursor.next(Duration.ZERO).orElseThrow();
            page.add(event);
            bodies += event.body().length;
        }
        return page;
    }

    /** The last leaf hash, or nothing where there is none. */
    private String compare(long after, long upTo) {
        byte[] last = {};
        for (long at = after; at < upTo; ) {
            long next = Math.min(upTo, at + COMPARED_AT_ONCE);
            var wanted = leafHashes(from, at, next);
            var found = leafHashes(to, at, next);
            for (int i = 0; i < wanted.size(); i++) {
                if (i >= found.size() || !wanted.get(i).equals(found.get(i))) {
                    throw differs(at + i + 1);
                }
            }
            last = wanted.getLast().array();
            at = next;
            progress.accept(at);
        }
        return HexFormat.of().formatHex(last);
    }

    /** Of the positions in (after, upTo]. */
    private static List<ByteBuffer> leafHashes(Store store, long after, long upTo) {
        var hashes = new ArrayList<ByteBuffer>();
        store.scan(
                after,
                upTo,
                (_, leaf) -> {
                    var sha = Sha2.SHA_256.begin();
                    sha.update((byte) 0);
                    sha.update(leaf);
                    hashes.add(ByteBuffer.wrap(sha.digest()));
                });
        return hashes;
    }

    private static Refused differs(long position) {
        return new Refused(
                Refused.Kind.CONFLICT,
                "copy-differs",
                "The target differs from the source at position %d: it is no copy of this log."
                        .formatted(position));
    }
}
