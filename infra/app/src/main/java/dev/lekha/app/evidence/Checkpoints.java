package dev.lekha.app.evidence;

import dev.lekha.crypto.DurableFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The signed checkpoints of a folder: {@code checkpoint} is the newest, {@code checkpoints/<size>}
 * each one there ever was. A folder cannot have the name of a file, hence the plural; over HTTP
 * both are {@code /checkpoint}.
 */
final class Checkpoints {
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

    /** Keeps it for ever, then shows it as the newest. */
    void publish(long size, byte[] note) {
        if (find(size).isEmpty()) {
            files.write(file(size), note);
        }
        files.write(newestFile(), note);
    }

    private Path newestFile() {
        return folder.resolve("checkpoint");
    }

    private Path file(long size) {
        return folder.resolve("checkpoints").resolve(Long.toString(size));
    }
}
