package dev.lekha.store.segment;

/** {@link Positions} of the entries of a sidecar that have the same key. */
final class InSidecar implements Positions {
    private final Sidecar sidecar;
    private final long end;
    private final long upTo;
    private long entry;

    InSidecar(Sidecar sidecar, long begin, long end, long after, long upTo) {
        this.sidecar = sidecar;
        this.end = end;
        this.upTo = upTo;
        this.entry = leap(begin, after + 1);
    }

    @Override
    public long from(long least) {
        entry = leap(entry, least);
        if (entry == end) {
            return END;
        }
        long position = sidecar.position(entry);
        return position <= upTo ? position : END;
    }

    /** The first entry from this one on whose position is at least so great: near ones at once. */
    private long leap(long start, long least) {
        if (start == end || sidecar.position(start) >= least) {
            return start;
        }
        long step = 1;
        long low = start;
        while (low + step < end && sidecar.position(low + step) < least) {
            low += step;
            step *= 2;
        }
        long high = Math.min(end, low + step);
        while (high - low > 1) {
            long middle = low + high >>> 1;
            if (sidecar.position(middle) < least) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
