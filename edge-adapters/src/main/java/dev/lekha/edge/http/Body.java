package dev.lekha.edge.http;

import java.util.concurrent.Semaphore;

/**
 * A request's body in memory, and its share of what all bodies may take; given back when it is
 * closed.
 */
public final class Body implements AutoCloseable {
    private final Semaphore memory;
    private final int share;
    private final byte[] bytes;

    Body(Semaphore memory, int share, byte[] bytes) {
        this.memory = memory;
        this.share = share;
        this.bytes = bytes;
    }

    public byte[] bytes() {
        return bytes;
    }

    @Override
    public void close() {
        memory.release(share);
    }
}
