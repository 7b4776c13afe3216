package dev.lekha.crypto.tiles;

import dev.lekha.crypto.Invalid;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tiles in a map, by path. */
record TilesInMemory(Map<String, byte[]> files) implements Tiles {
    TilesInMemory() {
        this(new TreeMap<>());
    }

    @Override
    public Optional<byte[]> read(TilePath path) {
        return Optional.ofNullable(files.get(path.toString()));
    }

    @Override
    public void write(TilePath path, byte[] bytes) {
        var before = files.putIfAbsent(path.toString(), bytes);
        if (before != null && !Arrays.equals(before, bytes)) {
            throw new Invalid(path.toString());
        }
    }
}
