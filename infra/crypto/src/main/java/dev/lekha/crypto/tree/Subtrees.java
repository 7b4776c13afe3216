package dev.lekha.crypto.tree;

/** The hashes of full subtrees, of which all others are made. */
@FunctionalInterface
public interface Subtrees {
    /**
     * The hash over the leaves {@code index << level} to {@code (index + 1) << level}, exclusive.
     * Level 0 are the leaf hashes. Only asked for where the tree has all these leaves.
     */
    Hash full(int level, long index);

    /**
     * The hash over the leaves {@code begin} to {@code end}, exclusive, which is a node of some
     * tree: {@code begin} is a multiple of the least power of two that is not below {@code end -
     * begin}.
     */
    default Hash over(long begin, long end) {
        if (begin == end) {
            return Hash.EMPTY;
        }
        int level = Long.SIZE - 1 - Long.numberOfLeadingZeros(end - begin);
        long split = begin + (1L << level);
        var left = full(level, begin >>> level);
        return split == end ? left : Hash.node(left, over(split, end));
    }
}
