package dev.lekha.store.segment;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/*
 * A sidecar may cover any number of segments, and what is fresh is there for one at a time. So each entry of the fresh
 * index is looked up as readers would do it; where all are found and both have the same number of them, they are the
 * same.
 */

/** Compares one sidecar with what the segments that it covers say themselves. */
final class SidecarCheck {
    private final Sidecar sidecar;
    private final Findings findings;
    private long next;
    private long entries;
    private long keys;
    private long latest = Long.MIN_VALUE;
    private boolean comparable = true;

    private SidecarCheck(Sidecar sidecar, Findings findings) {
        this.sidecar = sidecar;
        this.findings = findings;
        this.next = sidecar.first();
    }

    /** Verifies the file itself; empty where there is nothing to compare. */
    static Optional<SidecarCheck> open(Path path, Findings findings) throws IOException {
        try {
            long unread = SegmentHead.unreadable(path, Long.MAX_VALUE);
            if (unread >= 0) {
                throw new SidecarDamaged(path, unread, "the disk cannot read it");
            }
            var sidecar = Sidecar.open(path);
            sidecar.verifyAll();
            findings.sidecar();
            return Optional.of(new SidecarCheck(sidecar, findings));
        } catch (SidecarDamaged damaged) {
            long first = Names.covered(path).map(LogReport.Range::first).orElse(0L);
            findings.sidecar(path, damaged.at(), first, damaged.finding());
            return Optional.empty();
        } catch (NoSuchFileException merged) {
            return Optional.empty();
        }
    }

    /** The last position that it covers. */
    long last() {
        return sidecar.last();
    }

    /**
     * The next segment, in the order of the log.
     *
     * @param last position of its last record
     * @param chain of its last frame, where that is known
     * @param fresh its index, where all of it is whole
     */
    void take(long first, long last, Optional<byte[]> chain, Optional<GrowingIndex> fresh) {
        if (!comparable || last < sidecar.first() || first > sidecar.last()) {
            return;
        }
        // Beyond a gap there is nothing to compare any more, and a segment that is not whole may
        // have
        // swallowed the place of a missing one: where it should have ended is not known.
        comparable = fresh.isPresent() && first <= next;
        if (fresh.isPresent() && (first < next || last > sidecar.last())) {
            flaw(first, "it does not begin and end where segments do");
        } else if (comparable) {
            fresh.ifPresent(this::compare);
            next = last + 1;
            if (comparable && last == sidecar.last()) {
                compareWhole(chain);
            }
        }
    }

    private void compare(GrowingIndex fresh) {
        entries += fresh.entries();
        keys += fresh.keyCount();
        latest = Math.max(latest, fresh.latest());
        for (long at = fresh.first(); at <= fresh.last(); at++) {
            if (sidecar.offset(at) != fresh.offset(at)) {
                flaw(at, "it has another place for the event");
                return;
            }
        }
        compareEntries(fresh);
    }

    private void compareEntries(GrowingIndex fresh) {
        var all = fresh.sorted();
        var found = Positions.NONE;
        long key = 0;
        for (boolean first = true; all.next(); first = false) {
            long at = all.position();
            boolean isNew = first || all.key() != key;
            if (isNew) {
                key = all.key();
                found = sidecar.find(key, true, fresh.first() - 1, fresh.last());
            }
            if (found.from(at) != at || isNew && !isFoundUntyped(key, at)) {
                flaw(at, "it does not find the event by its tags");
                return;
            }
        }
    }

    private boolean isFoundUntyped(long key, long at) {
        return sidecar.find(key & ~Keys.TYPE_BITS, false, at - 1, at).from(at) == at;
    }

    private void compareWhole(Optional<byte[]> chain) {
        var shape = sidecar.shape();
        if (entries != shape.entries() || keys != shape.keyCount()) {
            flaw(sidecar.first(), "it has entries that belong to no event");
        } else if (latest != shape.latest()) {
            flaw(sidecar.first(), "its latest time is of no event");
        } else if (chain.filter(one -> Arrays.equals(one, shape.chain())).isEmpty()) {
            flaw(sidecar.last(), "its chain is not that of the last frame");
        }
    }

    private void flaw(long position, String finding) {
        comparable = false;
        findings.sidecar(sidecar.path(), 0, position, finding);
    }
}
