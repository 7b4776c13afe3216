package dev.lekha.crypto.tiles;

import dev.lekha.crypto.Invalid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
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
        try {
            return Optional.of(Files.readAllBytes(file(path)));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void write(TilePath path, byte[] bytes) {
        var before = read(path);
        if (before.isEmpty()) {
            put(path, bytes);
        } else if (!Arrays.equals(before.get(), bytes)) {
            throw new Invalid(path + " stands there with other bytes");
        }
    }

    private void put(TilePath path, byte[] bytes) {
        var file = file(path);
        try {
            createDirectories(above(file));
            // Whatever a crash left there is overwritten.
            try (var out =
                    FileChannel.open(
                            unfinished,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                for (var rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
                    out.write(rest);
                }
                out.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            force(above(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A folder is only as durable as its name in the one above. */
    private static void createDirectories(Path wanted) throws IOException {
        if (Files.isDirectory(wanted)) {
            return;
        }
        createDirectories(above(wanted));
        Files.createDirectory(wanted);
        force(above(wanted));
    }

    private static void force(Path directory) throws IOException {
        try (var entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    private static Path above(Path path) {
        return Objects.requireNonNull(path.getParent(), path::toString);
    }

    private Path file(TilePath path) {
        return folder.resolve(path.toString());
    }
}
