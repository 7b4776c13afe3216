package dev.lekha.crypto.tree;

import dev.lekha.crypto.Malformed;

/**
 * What a tree is at a size: nothing in it can change without changing this.
 *
 * @param size in leaves
 */
public record TreeHead(long size, Hash root) {
    public static final TreeHead EMPTY = new TreeHead(0, Hash.EMPTY);

    public TreeHead {
        if (size < 0) {
            throw new Malformed("a tree of %d leaves".formatted(size));
        }
    }
}
