package dev.lekha.app.evidence;

import dev.lekha.crypto.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** The time stamps of a folder, {@code timestamp/<size>/<authority>.tsr}. */
record Tokens(Path folder) {
    private static final String SUFFIX = ".tsr";

    Optional<byte[]> find(long size, String authority) {
        return DurableFile.read(file(size, authority));
    }

    void write(long size, String authority, byte[] token) {
        DurableFile.ON_DISK.write(file(size, authority), token);
    }

    /** Who has stamped that size. */
    Set<String> authorities(long size) {
        var authorities = new TreeSet<String>();
        try (var files = Files.newDirectoryStream(place(size), "*" + SUFFIX)) {
            for (var file : files) {
                authorities.add(String.valueOf(file.getFileName()).replace(SUFFIX, ""));
            }
        } catch (NoSuchFileException none) {
            return Set.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return authorities;
    }

    void remove(long size) {
        try {
            for (var authority : authorities(size)) {
                Files.deleteIfExists(file(size, authority));
            }
            Files.deleteIfExists(place(size));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
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
        return place(size).resolve(authority + SUFFIX);
    }

    private Path place(long size) {
        return folder.resolve("timestamp").resolve(Long.toString(size));
    }
}
