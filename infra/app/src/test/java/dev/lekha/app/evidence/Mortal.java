package dev.lekha.app.evidence;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.tiles.TilePath;
import dev.lekha.crypto.tiles.Tiles;
import java.nio.file.Path;
import java.util.Optional;

/** Writes so many files and then no more. */
final class Mortal implements Tiles, DurableFile {
    static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final Tiles tiles;
    private int left;

    Mortal(Tiles tiles, int files) {
        this.tiles = tiles;
        this.left = files;
    }

    private void spend() {
        if (left == 0) {
            throw new Died();
        }
        left--;
    }

    @Override
    public Optional<byte[]> read(TilePath path) {
        return tiles.read(path);
    }

    @Override
    public void write(TilePath path, byte[] bytes) {
        spend();
        tiles.write(path, bytes);
    }

    @Override
    public void write(Path file, byte[] bytes) {
        spend();
        DurableFile.ON_DISK.write(file, bytes);
    }
}
