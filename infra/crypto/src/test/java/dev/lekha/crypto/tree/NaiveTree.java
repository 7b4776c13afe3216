package dev.lekha.crypto.tree;

import java.util.ArrayList;
import java.util.List;

/** RFC 6962, 2.1, word for word: slow and plain, to hold the other one against. */
record NaiveTree(List<Hash> leaves) {
    static NaiveTree of(int size) {
        var leaves = new ArrayList<Hash>();
        for (int i = 0; i < size; i++) {
            leaves.add(Hash.leaf(new byte[] {(byte) i, (byte) (i >> 8)}));
        }
        return new NaiveTree(leaves);
    }

    NaiveTree first(int size) {
        return new NaiveTree(leaves.subList(0, size));
    }

    TreeHead head() {
        return new TreeHead(leaves.size(), hash(leaves));
    }

    TreeHead head(int size) {
        return first(size).head();
    }

    Subtrees subtrees() {
        return (level, index) ->
                hash(leaves.subList((int) (index << level), (int) ((index + 1) << level)));
    }

    static Hash hash(List<Hash> d) {
        if (d.isEmpty()) {
            return Hash.EMPTY;
        }
        int n = d.size();
        int k = k(n);
        return n == 1 ? d.getFirst() : Hash.node(hash(d.subList(0, k)), hash(d.subList(k, n)));
    }

    List<Hash> path(int m) {
        return path(m, leaves);
    }

    private static List<Hash> path(int m, List<Hash> d) {
        int n = d.size();
        if (n == 1) {
            return List.of();
        }
        int k = k(n);
        return m < k
                ? with(path(m, d.subList(0, k)), hash(d.subList(k, n)))
                : with(path(m - k, d.subList(k, n)), hash(d.subList(0, k)));
    }

    List<Hash> proof(int m) {
        return subproof(m, leaves, true);
    }

    private static List<Hash> subproof(int m, List<Hash> d, boolean known) {
        int n = d.size();
        if (m == n) {
            return known ? List.of() : List.of(hash(d));
        }
        int k = k(n);
        return m <= k
                ? with(subproof(m, d.subList(0, k), known), hash(d.subList(k, n)))
                : with(subproof(m - k, d.subList(k, n), false), hash(d.subList(0, k)));
    }

    /** The largest power of two smaller than n. */
    private static int k(int n) {
        int k = 1;
        while (2 * k < n) {
            k *= 2;
        }
        return k;
    }

    private static List<Hash> with(List<Hash> hashes, Hash last) {
        var all = new ArrayList<>(hashes);
        all.add(last);
        return all;
    }
}
