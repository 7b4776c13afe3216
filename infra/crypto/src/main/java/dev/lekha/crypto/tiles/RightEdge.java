package dev.lekha.crypto.tiles;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.Subtrees;
import dev.lekha.crypto.tree.TreeHead;
import java.util.ArrayList;
import java.util.List;

/**
 * The partial tile of every level, which together give the root; no tile where it would be empty.
 */
final class RightEdge implements Subtrees {
    private final List<HashTile> levels = new ArrayList<>();

    /**
     * @throws Invalid where a tile is missing or they do not give that root
     */
    static RightEdge load(Tiles tiles, TreeHead head) {
        var edge = new RightEdge();
        long width = head.size();
        for (int level = 0; width > 0; level++) {
            edge.levels.add(partial(tiles, level, width / TilePath.FULL, (int) (width % 256)));
            width /= TilePath.FULL;
        }
        if (!edge.over(0, head.size()).equals(head.root())) {
            throw new Invalid("the tiles do not give the root at %d".formatted(head.size()));
        }
        return edge;
    }

    private static HashTile partial(Tiles tiles, int level, long index, int width) {
        if (width == 0) {
            return new HashTile();
        }
        var path = new TilePath(level, index, width);
        var bytes = tiles.read(path);
        if (bytes.isPresent()) {
            return HashTile.of(bytes.get(), path);
        }
        // It may have been dropped once the full one was there.
        var full = TilePath.full(level, index);
        var all = tiles.read(full).orElseThrow(() -> new Invalid(path + " is missing"));
        return HashTile.of(all, full).first(width);
    }

    HashTile level(int level) {
        while (levels.size() <= level) {
            levels.add(new HashTile());
        }
        return levels.get(level);
    }

    void clear(int level) {
        levels.set(level, new HashTile());
    }

    int levels() {
        return levels.size();
    }

    /** Of a subtree in the partial tile of its level. */
    @Override
    public Hash full(int level, long index) {
        int within = level % TilePath.HEIGHT;
        int inTile = (int) (index & (TilePath.FULL >>> within) - 1);
        return levels.get(level / TilePath.HEIGHT).node(within, inTile);
    }
}
