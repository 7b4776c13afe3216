package dev.lekha.crypto.tiles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The partial tiles of a folder, {@code <N>.p/<W>}. Whatever stands in one stands in every wider
 * one of its place, so most of them can go.
 */
record PartialTiles(Path folder) {
    private static final Pattern WIDTH = Pattern.compile("[1-9][0-9]{0,2}");

    /** The widest of the same place, full or partial; at least as wide as that one. */
    Optional<TilePath> widest(TilePath of) {
        var full = TilePath.full(of.level(), of.index());
        return Files.exists(folder.resolve(full.toString()))
                ? Optional.of(full)
                : all(of).stream()
                        .filter(other -> other.width() >= of.width())
                        .reduce((one, other) -> one.width() > other.width() ? one : other);
    }

    /** Removes all at the place of a full one. */
    void removeAll(TilePath full) {
        var any = new TilePath(full.level(), full.index(), 1);
        var beside = place(any);
        if (Files.isDirectory(beside)) {
            all(any).forEach(this::remove);
            delete(beside);
        }
    }

    /**
     * Removes those at the right edge of a tree that were written before then, but for some.
     *
     * @return how many were removed
     */
    int removeOlder(long size, Instant before, Collection<TilePath> but) {
        var kept = new HashSet<>(but);
        int removed = 0;
        for (var edge : TilePath.partials(size)) {
            for (var one : all(edge)) {
                if (!kept.contains(one) && written(one).isBefore(before)) {
                    remove(one);
                    removed++;
                }
            }
        }
        return removed;
    }

    private List<TilePath> all(TilePath of) {
        try (var files = Files.list(place(of))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> WIDTH.matcher(name).matches())
                    .map(Integer::parseInt)
                    .filter(width -> width < TilePath.FULL)
                    .map(width -> new TilePath(of.level(), of.index(), width))
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Instant written(TilePath path) {
        try {
            return Files.getLastModifiedTime(folder.resolve(path.toString())).toInstant();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The folder of all widths. */
    private Path place(TilePath partial) {
        return folder.resolve(TilePath.full(partial.level(), partial.index()) + TilePath.PARTIAL);
    }

    private void remove(TilePath path) {
        delete(folder.resolve(path.toString()));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
