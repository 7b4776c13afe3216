package dev.lekha.app.evidence;

import dev.lekha.crypto.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The time stamps of a folder, {@code timestamp/<size>/<authority>.tsr}. */
record Tokens(Path folder) {
    Optional<byte[]> find(long size, String authority) {
        return DurableFile.read(file(size, authority));
    }

    void write(long size, String authority, byte[] token) {
        DurableFile.ON_DISK.write(file(size, authority), token);
    }

    /** The greatest size that was stamped. */
    OptionalLong last() {
        var all = folder.resolve("timestamp");
        if (!Files.isDirectory(all)) {
            return OptionalLong.empty();
        }
        try (var sizes = Files.list(all)) {
            return sizes.map(size -> String.valueOf(size.getFileName()))
                    .filter(name -> name.matches("[1-9][0-9]{0,17}"))
                    .mapToLong(Long::parseLong)
                    .max();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path file(long size, String authority) {
        return folder.resolve("timestamp").resolve(Long.toString(size)).resolve(authority + ".tsr");
    }
}
