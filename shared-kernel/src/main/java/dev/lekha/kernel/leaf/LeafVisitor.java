package dev.lekha.kernel.leaf;

import java.nio.ByteBuffer;

/** Is shown leaves as they are stored and hashed. */
@FunctionalInterface
public interface LeafVisitor {
    /**
     * @param leaf good only during the call
     */
    void leaf(long position, ByteBuffer leaf);
}
