package dev.lekha.app.evidence;

import dev.lekha.crypto.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The signed checkpoints of a folder: {@code checkpoint} is the newest, {@code checkpoints/<size>}
 * each one that is kept. A folder cannot have the name of a file, hence the plural; over HTTP both
 * are {@code /checkpoint}.
 */
final class Checkpoints {
    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,17}");

    private final Path folder;
    private final DurableFile files;

    Checkpoints(Path folder, DurableFile files) {
        this.folder = folder;
        this.files = files;
    }

    Optional<byte[]> newest() {
        return DurableFile.read(newestFile());
    }

    Optional<byte[]> find(long size) {
        return DurableFile.read(file(size));
    }

    /** Keeps it, then shows it as the newest. */
    void publish(long size, byte[] note) {
        if (find(size).isEmpty()) {
            files.write(file(size), note);
        }
        files.write(newestFile(), note);
    }

    /** The sizes that are kept, and when each was written. */
    NavigableMap<Long, Instant> all() {
        var sizes = new TreeMap<Long, Instant>();
        try (var files = Files.newDirectoryStream(folder.resolve("checkpoints"))) {
            for (var file : files) {
                var name = String.valueOf(file.getFileName());
                if (SIZE.matcher(name).matches()) {
                    sizes.put(Long.valueOf(name), Files.getLastModifiedTime(file).toInstant());
                }
            }
        } catch (NoSuchFileException none) {
            return sizes;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return sizes;
    }

    void remove(long size) {
        try {
            Files.deleteIfExists(file(size));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path newestFile() {
        return folder.resolve("checkpoint");
    }

    private Path file(long size) {
        return folder.resolve("checkpoints").resolve(Long.toString(size));
    }
}
