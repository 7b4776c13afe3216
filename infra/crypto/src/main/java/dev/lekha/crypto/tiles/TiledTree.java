package dev.lekha.crypto.tiles;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.TreeHead;
import java.util.ArrayList;
import java.util.List;

/**
 * The tree as it grows: a tile is written when it is full, a partial one when the tree is
 * {@linkplain #publish published}. The same records give the same files, in however many pieces
 * they come. One thread at a time. After a write that failed it is opened anew.
 */
public final class TiledTree {
    private final Tiles tiles;
    private final RightEdge edge;
    private final List<byte[]> bundle;
    private long size;

    private TiledTree(Tiles tiles, RightEdge edge, List<byte[]> bundle, long size) {
        this.tiles = tiles;
        this.edge = edge;
        this.bundle = bundle;
        this.size = size;
    }

    /**
     * Goes on from what was published last; {@link TreeHead#EMPTY} to begin. What was written after
     * it and not published is written once more.
     *
     * @throws Invalid where the tiles do not give that head
     */
    public static TiledTree open(Tiles tiles, TreeHead published) {
        var edge = RightEdge.load(tiles, published);
        int width = (int) (published.size() % TilePath.FULL);
        var bundle = new ArrayList<byte[]>();
        if (width > 0) {
            var index = published.size() / TilePath.FULL;
            bundle.addAll(Bundles.read(tiles, index, width, edge.level(0)));
        }
        return new TiledTree(tiles, edge, bundle, published.size());
    }

    /** Grows by a record, which is the next leaf of the log. */
    public void append(byte[] record) {
        var hash = Hash.leaf(record);
        bundle.add(record);
        if (bundle.size() == TilePath.FULL) {
            tiles.write(bundlePath(), EntryBundle.of(bundle));
            bundle.clear();
        }
        grow(hash);
        size++;
    }

    private void grow(Hash leaf) {
        var hash = leaf;
        for (int level = 0; ; level++) {
            var tile = edge.level(level);
            tile.append(hash);
            if (tile.width() < TilePath.FULL) {
                return;
            }
            tiles.write(TilePath.full(level, size >>> TilePath.HEIGHT * (level + 1)), tile.bytes());
            edge.clear(level);
            hash = tile.root();
        }
    }

    private TilePath bundlePath() {
        return TilePath.entries(size / TilePath.FULL, bundle.size());
    }

    public TreeHead head() {
        return new TreeHead(size, edge.over(0, size));
    }

    /**
     * Writes the partial tiles and the partial bundle of the tree as it is now, after which its
     * checkpoint may be shown.
     */
    public TreeHead publish() {
        if (!bundle.isEmpty()) {
            tiles.write(bundlePath(), EntryBundle.of(bundle));
        }
        for (int level = 0; level < edge.levels(); level++) {
            var tile = edge.level(level);
            if (tile.width() > 0) {
                long index = size >>> TilePath.HEIGHT * (level + 1);
                tiles.write(new TilePath(level, index, tile.width()), tile.bytes());
            }
        }
        return head();
    }
}
