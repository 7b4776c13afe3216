package dev.lekha.app.evidence;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.tiles.TileCache;
import dev.lekha.crypto.tiles.TilePath;
import dev.lekha.crypto.tiles.TileReader;
import dev.lekha.crypto.tiles.Tiles;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.TreeHead;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Holds the log against what was published of it: the leaves against the tiles, and those against
 * the root.
 */
final class Comparison {
    private static final int TILES_AT_ONCE = 64;

    private final Leaves log;
    private final Tiles tiles;

    Comparison(Leaves log, Tiles tiles) {
        this.log = log;
        this.tiles = tiles;
    }

    /**
     * @throws Invalid where the tiles do not give that head
     */
    TileReader tree(TreeHead published) {
        return new TileReader(tiles, published, new TileCache(TILES_AT_ONCE));
    }

    /**
     * Of the positions in (after, upTo], all in that tree.
     *
     * @throws Invalid where one is not what was published, or is missing; it names the first
     */
    void require(TileReader tree, long after, long upTo) {
        if (log.head() < upTo) {
            throw new Invalid(
                    "the log ends at %d, and %d were published".formatted(log.head(), upTo));
        }
        var pass = new Pass(tree, after);
        log.scan(after, upTo, pass::compare);
        if (pass.seen != upTo) {
            throw new Invalid("position %d is missing".formatted(pass.seen + 1));
        }
    }

    /** One way through the log. */
    private static final class Pass {
        private final TileReader tree;
        private List<Hash> leaves = List.of();
        private long tile = -1;
        private long seen;

        Pass(TileReader tree, long after) {
            this.tree = tree;
            this.seen = after;
        }

        void compare(long position, ByteBuffer leaf) {
            if (position != seen + 1) {
                throw new Invalid("position %d is missing".formatted(seen + 1));
            }
            var bytes = new byte[leaf.remaining()];
            leaf.get(bytes);
            if (!Hash.leaf(bytes).equals(published(position - 1))) {
                throw new Invalid("position %d is not what was published".formatted(position));
            }
            seen = position;
        }

        private Hash published(long index) {
            if (index / TilePath.FULL != tile) {
                tile = index / TilePath.FULL;
                leaves = tree.leaves(tile);
            }
            return leaves.get((int) (index % TilePath.FULL));
        }
    }
}
