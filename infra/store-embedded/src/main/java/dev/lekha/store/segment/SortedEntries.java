package dev.lekha.store.segment;

/** The {@link Entries} of an index in memory. */
final class SortedEntries implements Entries {
    private final GrowingIndex index;
    private final long[] keys;
    private int at = -1;
    private Positions positions = Positions.NONE;
    private long position;

    /**
     * @param keys of all pairs, ascending
     */
    SortedEntries(GrowingIndex index, long[] keys) {
        this.index = index;
        this.keys = keys;
    }

    @Override
    public boolean next() {
        position = positions.from(position + 1);
        if (position != Positions.END) {
            return true;
        }
        if (++at == keys.length) {
            return false;
        }
        positions = index.find(keys[at], true, index.first() - 1, index.last());
        position = positions.from(index.first());
        return true;
    }

    @Override
    public long key() {
        return keys[at];
    }

    @Override
    public long position() {
        return position;
    }
}
