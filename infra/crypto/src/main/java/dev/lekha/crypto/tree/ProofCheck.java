package dev.lekha.crypto.tree;

import dev.lekha.crypto.Invalid;
import java.util.Iterator;
import java.util.List;

/**
 * Verifies proofs, strictly: of exactly the length that the sizes ask for. Knows no log and no
 * network. After RFC 9162, 2.1.3.2 and 2.1.4.2.
 */
public final class ProofCheck {
    private ProofCheck() {}

    /**
     * @throws Invalid unless the leaf stands at that index of the tree
     */
    public static void inclusion(Hash leaf, long index, TreeHead head, List<Hash> proof) {
        if (index < 0 || index >= head.size()) {
            throw new Invalid("there is no leaf %d in a tree of %d".formatted(index, head.size()));
        }
        long at = index;
        long last = head.size() - 1;
        var root = leaf;
        for (var sibling : proof) {
            if (last == 0) {
                throw new Invalid("the inclusion proof is too long");
            }
            if ((at & 1) == 1 || at == last) {
                root = Hash.node(sibling, root);
                int up = (at & 1) == 1 ? 0 : Long.numberOfTrailingZeros(at);
                at >>>= up;
                last >>>= up;
            } else {
                root = Hash.node(root, sibling);
            }
            at >>>= 1;
            last >>>= 1;
        }
        requireRoot(last, root, head, "inclusion");
    }

    /**
     * @throws Invalid unless the older tree is the beginning of the newer one. Nothing is proven
     *     from a tree without leaves, so that is refused too.
     */
    public static void consistency(TreeHead older, TreeHead newer, List<Hash> proof) {
        if (older.size() == 0) {
            throw new Invalid("consistency with an empty tree says nothing");
        }
        if (older.size() > newer.size()) {
            throw new Invalid(
                    "a tree of %d leaves is no beginning of one of %d"
                            .formatted(older.size(), newer.size()));
        }
        if (older.size() == newer.size()) {
            requireEqual(older, newer, proof);
            return;
        }
        long at = older.size() - 1;
        int up = Long.numberOfTrailingZeros(~at);
        at >>>= up;
        long last = (newer.size() - 1) >>> up;
        var hashes = proof.iterator();
        // Where the older tree is a full subtree, its own root opens the proof.
        var old = at == 0 ? older.root() : next(hashes);
        grow(at, last, old, older, newer, hashes);
    }

    private static void grow(
            long index, long end, Hash seed, TreeHead older, TreeHead newer, Iterator<Hash> proof) {
        long at = index;
        long last = end;
        var old = seed;
        var young = seed;
        while (proof.hasNext()) {
            var sibling = proof.next();
            if (last == 0) {
                throw new Invalid("the consistency proof is too long");
            }
            if ((at & 1) == 1 || at == last) {
                old = Hash.node(sibling, old);
                young = Hash.node(sibling, young);
                int up = (at & 1) == 1 ? 0 : Long.numberOfTrailingZeros(at);
                at >>>= up;
                last >>>= up;
            } else {
                young = Hash.node(young, sibling);
            }
            at >>>= 1;
            last >>>= 1;
        }
        requireRoot(last, young, newer, "consistency");
        if (!old.equals(older.root())) {
            throw new Invalid("the consistency proof leads to another older root");
        }
    }

    private static void requireEqual(TreeHead older, TreeHead newer, List<Hash> proof) {
        if (!proof.isEmpty()) {
            throw new Invalid("the consistency proof is too long");
        }
        if (!older.root().equals(newer.root())) {
            throw new Invalid("two roots for one size, %d".formatted(older.size()));
        }
    }

    private static void requireRoot(long left, Hash root, TreeHead head, String what) {
        if (left != 0) {
            throw new Invalid("the %s proof is too short".formatted(what));
        }
        if (!root.equals(head.root())) {
            throw new Invalid("the %s proof leads to another root".formatted(what));
        }
    }

    private static Hash next(Iterator<Hash> proof) {
        if (!proof.hasNext()) {
            throw new Invalid("the consistency proof is too short");
        }
        return proof.next();
    }
}
