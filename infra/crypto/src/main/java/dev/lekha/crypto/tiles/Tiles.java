package dev.lekha.crypto.tiles;

import dev.lekha.crypto.Invalid;
import java.util.Optional;

/** Where tiles and bundles are kept. What is written once never changes. */
public interface Tiles {
    Optional<byte[]> read(TilePath path);

    /**
     * Returns when the bytes will survive a loss of power. Writing the same again does nothing.
     *
     * @throws Invalid where other bytes stand there
     */
    void write(TilePath path, byte[] bytes);
}
