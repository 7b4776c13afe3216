package dev.lekha.crypto.tiles;

import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.tree.Hash;
import java.util.Arrays;
import java.util.Objects;

/**
 * Up to 256 hashes, and the nodes over them, each made as soon as both of its children are there.
 * Takes 16 KiB.
 */
final class HashTile {
    /** All levels one behind the other: 256 hashes, 128 nodes over them, … one root. */
    private final byte[] nodes = new byte[(2 * TilePath.FULL - 1) * Hash.BYTES];

    private int width;

    /**
     * @throws Malformed unless it is that many hashes
     */
    static HashTile of(byte[] bytes, TilePath path) {
        if (bytes.length != path.width() * Hash.BYTES) {
            throw new Malformed("%s has %d bytes".formatted(path, bytes.length));
        }
        var tile = new HashTile();
        for (int i = 0; i < path.width(); i++) {
            tile.append(Hash.at(bytes, i * Hash.BYTES));
        }
        return tile;
    }

    /** The tile's first hashes alone. */
    HashTile first(int count) {
        return of(bytes(count), new TilePath(0, 0, count));
    }

    void append(Hash hash) {
        Objects.checkIndex(width, TilePath.FULL);
        hash.put(nodes, offset(0, width));
        int index = width;
        for (int level = 1; (index & 1) == 1; level++) {
            index >>>= 1;
            Hash.node(nodes, offset(level - 1, 2 * index)).put(nodes, offset(level, index));
        }
        width++;
    }

    /**
     * @param level within the tile, 0 to 8
     */
    Hash node(int level, int index) {
        Objects.checkIndex(((index + 1) << level) - 1, width);
        return Hash.at(nodes, offset(level, index));
    }

    /** Of a full tile. */
    Hash root() {
        return node(TilePath.HEIGHT, 0);
    }

    int width() {
        return width;
    }

    byte[] bytes() {
        return bytes(width);
    }

    private byte[] bytes(int count) {
        Objects.checkFromIndexSize(0, count, width);
        return Arrays.copyOf(nodes, count * Hash.BYTES);
    }

    private static int offset(int level, int index) {
        int before = 2 * TilePath.FULL - (2 * TilePath.FULL >>> level);
        return (before + index) * Hash.BYTES;
    }
}
