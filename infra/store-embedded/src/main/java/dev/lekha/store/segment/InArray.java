package dev.lekha.store.segment;

/** {@link Positions} of an ascending array. */
final class InArray implements Positions {
    private final long[] ascending;
    private final int count;
    private int at;

    InArray(long[] ascending, int count) {
        this.ascending = ascending;
        this.count = count;
    }

    @Override
    public long from(long least) {
        while (at < count && ascending[at] < least) {
            at++;
        }
        return at < count ? ascending[at] : END;
    }
}
