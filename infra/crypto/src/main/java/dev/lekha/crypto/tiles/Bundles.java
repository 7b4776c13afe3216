package dev.lekha.crypto.tiles;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.tree.Hash;
import java.util.List;

/** Reads bundles and holds each record against its leaf hash. */
final class Bundles {
    private Bundles() {}

    /**
     * @param leaves the tile of level 0 with the same index
     * @throws Invalid where it is missing or a record is not the one that was hashed
     */
    static List<byte[]> read(Tiles tiles, long index, int width, HashTile leaves) {
        var path = TilePath.entries(index, width);
        var partial = tiles.read(path);
        var records =
                partial.isPresent()
                        ? EntryBundle.records(partial.get(), width)
                        : fromFull(tiles, path);
        for (int i = 0; i < width; i++) {
            if (!Hash.leaf(records.get(i)).equals(leaves.node(0, i))) {
                throw new Invalid(
                        "%s: record %d is not the one that was hashed"
                                .formatted(path, index * TilePath.FULL + i));
            }
        }
        return records;
    }

    private static List<byte[]> fromFull(Tiles tiles, TilePath path) {
        var full = tiles.read(TilePath.entries(path.index(), TilePath.FULL));
        var bytes = full.orElseThrow(() -> new Invalid(path + " is missing"));
        return EntryBundle.records(bytes, TilePath.FULL).subList(0, path.width());
    }
}
