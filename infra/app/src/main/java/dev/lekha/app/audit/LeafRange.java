package dev.lekha.app.audit;

import dev.lekha.crypto.tiles.TilePath;
import dev.lekha.crypto.tiles.TileReader;
import dev.lekha.kernel.Refused;
import dev.lekha.kernel.leaf.Leaf;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;

/**
 * The published records of a range in order, a bundle of entries in memory at a time; notes which
 * of them have their bodies elsewhere.
 */
final class LeafRange implements Iterator<byte[]> {
    /** A zip of 65,535 files, less those that are no openings. */
    private static final int MOST_APART = 65_000;

    private static final byte[] NOT_ASKED_FOR = {};

    private final TileReader tree;
    private final long end;
    private final LongConsumer progress;
    private final List<Long> apart = new ArrayList<>();
    private List<byte[]> entries = List.of();
    private final long begin;
    private long at;

    /**
     * @param first position
     * @param last position
     * @param progress is told how many were taken
     */
    LeafRange(TileReader tree, long first, long last, LongConsumer progress) {
        this.tree = tree;
        this.begin = first - 1;
        this.at = begin;
        this.end = last;
        this.progress = progress;
    }

    @Override
    public boolean hasNext() {
        return at < end;
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int within = (int) (at % TilePath.FULL);
        if (at == begin || within == 0) {
            entries = tree.bundle(at / TilePath.FULL);
        }
        var record = entries.get(within);
        at++;
        if (new Leaf(record, NOT_ASKED_FOR).standsApart()) {
            note(at);
        }
        progress.accept(at - begin);
        return record;
    }

    private void note(long position) {
        if (apart.size() == MOST_APART) {
            throw new Refused(
                    Refused.Kind.TOO_LARGE,
                    "range-too-long",
                    "More than %d bodies stand apart in this range; export it in several bundles."
                            .formatted(MOST_APART));
        }
        apart.add(position);
    }

    /** Positions of the records taken so far that hold only a commitment to their bodies. */
    List<Long> apart() {
        return List.copyOf(apart);
    }
}
