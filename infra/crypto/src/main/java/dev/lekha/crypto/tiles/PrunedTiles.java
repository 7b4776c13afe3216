package dev.lekha.crypto.tiles;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.tree.Hash;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Tiles of a folder that another part, or another process, writes and prunes; only read here. A
 * partial tile that was removed is cut out of a wider one of its place, so every one that there
 * ever was is still there. What is read counts for nothing until it is held against a root.
 */
public record PrunedTiles(Path folder) implements Tiles {
    @Override
    public Optional<byte[]> read(TilePath path) {
        var own = file(path);
        return own.isPresent() || path.isFull()
                ? own
                : new PartialTiles(folder)
                        .widest(path)
                        .flatMap(this::file)
                        .map(bytes -> cut(bytes, path));
    }

    private Optional<byte[]> file(TilePath path) {
        return DurableFile.read(folder.resolve(path.toString()));
    }

    private static byte[] cut(byte[] wider, TilePath path) {
        if (path.level() == TilePath.ENTRIES) {
            return EntryBundle.first(wider, path.width());
        }
        int length = path.width() * Hash.BYTES;
        if (wider.length < length) {
            throw new Malformed("the tile over %s has %d bytes".formatted(path, wider.length));
        }
        return Arrays.copyOf(wider, length);
    }

    @Override
    public void write(TilePath path, byte[] bytes) {
        throw new UnsupportedOperationException("tiles are only read here");
    }
}
