package dev.lekha.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/** Writes whole files; a port, so that a test can die between any two. */
@FunctionalInterface
public interface DurableFile {
    /** Writes under another name, forces, renames over what was there. */
    DurableFile ON_DISK =
            (file, bytes) ->
                    put(file, file.resolveSibling(file.getFileName() + ".unfinished"), bytes);

    /** Returns when the bytes will survive a loss of power. */
    void write(Path file, byte[] bytes);

    static Optional<byte[]> read(Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Writes the file under another name first, which is on the same file system.
     *
     * @param beside the other name; one writer at a time uses it
     */
    static void put(Path file, Path beside, byte[] bytes) {
        try {
            createDirectories(above(file));
            // Whatever a crash left there is overwritten.
            try (var out =
                    FileChannel.open(
                            beside,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                for (var rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
                    out.write(rest);
                }
                out.force(true);
            }
            Files.move(
                    beside,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
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
        return Objects.requireNonNull(path.toAbsolutePath().getParent(), path::toString);
    }
}
