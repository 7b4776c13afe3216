package dev.lekha.crypto.tiles;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.Subtrees;
import dev.lekha.crypto.tree.TreeHead;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The tree at one head, read from its tiles. Nothing is taken from a tile that does not lead to the
 * head's root: the partial ones give it together, a full one is held against the tile above. For
 * any number of threads.
 */
public final class TileReader implements Subtrees {
    private final Tiles tiles;
    private final TreeHead head;
    private final RightEdge edge;
    private final TileCache cache;

    /**
     * @throws Invalid where the partial tiles do not give the head
     */
    public TileReader(Tiles tiles, TreeHead head, TileCache cache) {
        this.tiles = tiles;
        this.head = head;
        this.cache = cache;
        this.edge = RightEdge.load(tiles, head);
    }

    public TreeHead head() {
        return head;
    }

    /**
     * @throws Invalid where a tile is missing or not the one that was hashed
     */
    @Override
    public Hash full(int level, long index) {
        Objects.checkIndex(index, head.size() >>> level);
        int within = level % TilePath.HEIGHT;
        int inTile = (int) (index & (TilePath.FULL >>> within) - 1);
        var tile = tile(level / TilePath.HEIGHT, index >>> TilePath.HEIGHT - within);
        return tile.node(within, inTile);
    }

    /**
     * The records {@code index * 256} and on, as many as the tree has up to 256.
     *
     * @throws Invalid where the bundle is missing or a record is not the one that was hashed
     */
    public List<byte[]> bundle(long index) {
        var leaves = tile(0, index);
        return Bundles.read(tiles, index, leaves.width(), leaves);
    }

    /** The hashes of up to 256 leaves, from 256 times the index on. */
    public List<Hash> leaves(long index) {
        var tile = tile(0, index);
        return IntStream.range(0, tile.width()).mapToObj(i -> tile.node(0, i)).toList();
    }

    private HashTile tile(int level, long index) {
        long partial = head.size() >>> TilePath.HEIGHT * (level + 1);
        Objects.checkIndex(index, partial + 1);
        if (index == partial) {
            return edge.level(level);
        }
        var path = TilePath.full(level, index);
        var tile = cache.find(path).orElseGet(() -> load(path));
        if (!tile.root().equals(full(TilePath.HEIGHT * (level + 1), index))) {
            throw new Invalid(path + " is not the one that was hashed");
        }
        cache.put(path, tile);
        return tile;
    }

    private HashTile load(TilePath path) {
        var bytes = tiles.read(path).orElseThrow(() -> new Invalid(path + " is missing"));
        return HashTile.of(bytes, path);
    }
}
