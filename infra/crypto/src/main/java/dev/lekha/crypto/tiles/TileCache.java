package dev.lekha.crypto.tiles;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The full tiles used last, at most so many; 16 KiB each. For any number of readers and threads.
 */
public final class TileCache {
    private final LinkedHashMap<TilePath, HashTile> tiles;

    public TileCache(int most) {
        tiles =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<TilePath, HashTile> eldest) {
                        return size() > most;
                    }
                };
    }

    synchronized Optional<HashTile> find(TilePath path) {
        return Optional.ofNullable(tiles.get(path));
    }

    synchronized void put(TilePath path, HashTile tile) {
        tiles.put(path, tile);
    }

    synchronized int size() {
        return tiles.size();
    }
}
