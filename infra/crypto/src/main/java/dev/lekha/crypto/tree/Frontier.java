package dev.lekha.crypto.tree;

import dev.lekha.crypto.Malformed;
import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of a growing tree: its full subtrees, the greatest first, one for each bit that is
 * set in its size. Enough to go on from and to know the root.
 */
public final class Frontier {
    private final List<Hash> subtrees;
    private long size;

    public Frontier() {
        this(0, List.of());
    }

    /**
     * @throws Malformed where a tree of that size has not so many full subtrees
     */
    public Frontier(long size, List<Hash> subtrees) {
        if (size < 0 || subtrees.size() != Long.bitCount(size)) {
            throw new Malformed(
                    "%d subtrees for a tree of %d leaves".formatted(subtrees.size(), size));
        }
        this.size = size;
        this.subtrees = new ArrayList<>(subtrees);
    }

    /** Grows by a leaf. */
    public void append(Hash leaf) {
        var subtree = leaf;
        for (long rest = size; (rest & 1) == 1; rest >>>= 1) {
            subtree = Hash.node(subtrees.removeLast(), subtree);
        }
        subtrees.add(subtree);
        size++;
    }

    public long size() {
        return size;
    }

    /** To go on from later. */
    public List<Hash> subtrees() {
        return List.copyOf(subtrees);
    }

    public TreeHead head() {
        return new TreeHead(size, root());
    }

    private Hash root() {
        if (subtrees.isEmpty()) {
            return Hash.EMPTY;
        }
        var root = subtrees.getLast();
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            root = Hash.node(subtrees.get(i), root);
        }
        return root;
    }
}
