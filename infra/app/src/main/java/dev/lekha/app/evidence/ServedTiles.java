package dev.lekha.app.evidence;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.tiles.TilePath;
import dev.lekha.crypto.tiles.Tiles;
import java.nio.file.Path;
import java.util.Optional;

/** Tiles of a folder that another part, or another process, writes. */
record ServedTiles(Path folder) implements Tiles {
    @Override
    public Optional<byte[]> read(TilePath path) {
        return DurableFile.read(folder.resolve(path.toString()));
    }

    @Override
    public void write(TilePath path, byte[] bytes) {
        throw new UnsupportedOperationException("tiles are only read here");
    }
}
