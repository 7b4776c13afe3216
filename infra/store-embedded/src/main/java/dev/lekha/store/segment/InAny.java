package dev.lekha.store.segment;

import java.util.List;

/** {@link Positions} that are in at least one of several. */
final class InAny implements Positions {
    private final List<Positions> parts;
    private final long[] heads;

    InAny(List<Positions> parts) {
        this.parts = parts;
        this.heads = new long[parts.size()];
    }

    @Override
    public long from(long least) {
        long first = END;
        for (int i = 0; i < heads.length; i++) {
            if (heads[i] < least) {
                heads[i] = parts.get(i).from(least);
            }
            first = Math.min(first, heads[i]);
        }
        return first;
    }
}
