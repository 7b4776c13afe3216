package dev.lekha.store.segment;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** What tests do with the files of a log behind its back. */
final class Folders {
    private Folders() {}

    /** A copy as a kill would leave the log, be it open or not. */
    static Path copy(Path folder, Path to) {
        try {
            delete(to);
            Files.createDirectories(to);
            for (var path : files(folder)) {
                copyIfThere(path, to.resolve(path.getFileName()));
            }
            return to;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A sidecar that is being made is renamed at any moment. */
    private static void copyIfThere(Path file, Path to) throws IOException {
        try {
            Files.copy(file, to);
        } catch (NoSuchFileException renamed) {
            if (!file.toString().endsWith(".tmp")) {
                throw renamed;
            }
        }
    }

    static List<Path> files(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            for (var path : files(folder)) {
                Files.delete(path);
            }
            Files.delete(folder);
        }
    }

    static void put(Path file, long at, byte[] bytes) {
        try (var open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            open.write(bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
