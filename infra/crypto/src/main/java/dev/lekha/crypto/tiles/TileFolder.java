package dev.lekha.crypto.tiles;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.Invalid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Tiles as files of a folder, at the paths under which they are served. A file is written under
 * another name, forced and renamed, so that it is there wholly or not at all. One writer at a time.
 */
public final class TileFolder implements Tiles {
    private final Path folder;
    private final Path unfinished;

    /** Makes the folder where it is missing. */
    public TileFolder(Path folder) {
        this.folder = folder;
        this.unfinished = folder.resolve("unfinished");
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public Optional<byte[]> read(TilePath path) {
        return DurableFile.read(file(path));
    }

    @Override
    public void write(TilePath path, byte[] bytes) {
        var before = read(path);
        if (before.isEmpty()) {
            DurableFile.put(file(path), unfinished, bytes);
        } else if (!Arrays.equals(before.get(), bytes)) {
            throw new Invalid(path + " stands there with other bytes");
        }
    }

    private Path file(TilePath path) {
        return folder.resolve(path.toString());
    }
}
