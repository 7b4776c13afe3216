package dev.lekha.crypto.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes proofs, as RFC 6962 (2.1.1 and 2.1.2) defines them, from the subtrees of a log. */
public final class Proofs {
    private final Subtrees subtrees;

    public Proofs(Subtrees subtrees) {
        this.subtrees = subtrees;
    }

    /**
     * {@code PATH(index, D[size])}: siblings from the leaf's to the root's child.
     *
     * @throws IndexOutOfBoundsException where the tree has no such leaf
     */
    public List<Hash> inclusion(long index, long size) {
        Objects.checkIndex(index, size);
        var path = new ArrayList<Hash>();
        long begin = 0;
        long end = size;
        while (end - begin > 1) {
            long split = begin + half(end - begin);
            if (index < split) {
                path.add(subtrees.over(split, end));
                end = split;
            } else {
                path.add(subtrees.over(begin, split));
                begin = split;
            }
        }
        return path.reversed();
    }

    /**
     * {@code PROOF(older, D[newer])}; empty where they are equal.
     *
     * @param older at least 1: the empty tree is the beginning of any, which needs no proof
     */
    public List<Hash> consistency(long older, long newer) {
        Objects.checkIndex(older - 1, newer);
        var proof = new ArrayList<Hash>();
        long begin = 0;
        long end = newer;
        while (older < end) {
            long split = begin + half(end - begin);
            if (older <= split) {
                proof.add(subtrees.over(split, end));
                end = split;
            } else {
                proof.add(subtrees.over(begin, split));
                begin = split;
            }
        }
        if (begin > 0) {
            proof.add(subtrees.over(begin, end));
        }
        return proof.reversed();
    }

    /**
     * The greatest subtrees on either side of the leaves {@code begin} to {@code end}, exclusive,
     * from left to right: at most two for each level of the tree.
     */
    public List<Hash> range(long begin, long end, long size) {
        Objects.checkFromToIndex(begin, end, size);
        Objects.checkIndex(begin, end);
        var proof = new ArrayList<Hash>();
        outside(begin, end, 0, size, proof);
        return proof;
    }

    private void outside(long begin, long end, long from, long to, List<Hash> proof) {
        if (to <= begin || end <= from) {
            proof.add(subtrees.over(from, to));
        } else if (from < begin || end < to) {
            long split = from + half(to - from);
            outside(begin, end, from, split, proof);
            outside(begin, end, split, to, proof);
        }
    }

    /** The greatest power of two below the size, which is at least 2 (RFC 6962, 2.1). */
    static long half(long size) {
        return Long.highestOneBit(size - 1);
    }
}
