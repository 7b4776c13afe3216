package dev.lekha.crypto.tiles;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.Invalid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;

/**
 * Tiles as files of a folder, at the paths under which they are served. A file is written under
 * another name, forced and renamed, so that it is there wholly or not at all. One writer at a time.
 * Once a tile is full its partial ones are removed, as c2sp.org/tlog-tiles allows.
 */
public final class TileFolder implements Tiles {
    private final Path folder;
    private final Path unfinished;
    private final PartialTiles partials;

    /** Makes the folder where it is missing. */
    public TileFolder(Path folder) {
        this.folder = folder;
        this.unfinished = folder.resolve("unfinished");
        this.partials = new PartialTiles(folder);
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
        if (path.isFull()) {
            partials.removeAll(path);
        }
    }

    /**
     * Removes partial tiles that were written before then, at the right edge of the tree as it has
     * grown; never those of the tree itself or of the one that was published last.
     *
     * @return how many were removed
     */
    public int prune(long grown, long published, Instant before) {
        var kept = new ArrayList<>(TilePath.partials(grown));
        kept.addAll(TilePath.partials(published));
        return partials.removeOlder(grown, before, kept);
    }

    private Path file(TilePath path) {
        return folder.resolve(path.toString());
    }
}
