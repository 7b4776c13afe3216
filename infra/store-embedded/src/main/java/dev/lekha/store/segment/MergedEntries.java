package dev.lekha.store.segment;

import java.util.List;

/** The {@link Entries} of several sidecars whose positions follow one another. */
final class MergedEntries implements Entries {
    private final List<Sidecar> sidecars;
    private final long[] at;
    private final long[] keys;
    private int current = -1;

    MergedEntries(List<Sidecar> sidecars) {
        this.sidecars = sidecars;
        this.at = new long[sidecars.size()];
        this.keys = new long[sidecars.size()];
        for (int i = 0; i < at.length; i++) {
            load(i);
        }
    }

    private void load(int number) {
        var sidecar = sidecars.get(number);
        if (at[number] < sidecar.shape().entries()) {
            keys[number] = sidecar.key(at[number]);
        }
    }

    /** Of equal keys the earlier sidecar goes first: so do its positions. */
    @Override
    public boolean next() {
        if (current >= 0) {
            at[current]++;
            load(current);
        }
        current = -1;
        for (int i = 0; i < at.length; i++) {
            if (at[i] < sidecars.get(i).shape().entries()
                    && (current < 0 || Long.compareUnsigned(keys[i], keys[current]) < 0)) {
                current = i;
            }
        }
        return current >= 0;
    }

    @Override
    public long key() {
        return keys[current];
    }

    @Override
    public long position() {
        return sidecars.get(current).position(at[current]);
    }
}
