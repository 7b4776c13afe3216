package dev.lekha.crypto.tree;

import dev.lekha.crypto.Invalid;
import java.util.Iterator;
import java.util.List;

/**
 * Verifies that leaves one behind the other stand in a tree at a place, in one pass and holding no
 * more than a path of them.
 */
public final class RangeCheck {
    private final long begin;
    private final long end;
    private final Iterator<Hash> leaves;
    private final Iterator<Hash> proof;

    private RangeCheck(long begin, long end, Iterator<Hash> leaves, Iterator<Hash> proof) {
        this.begin = begin;
        this.end = end;
        this.leaves = leaves;
        this.proof = proof;
    }

    /**
     * @param leaves their hashes, of all from {@code begin} to {@code end}, exclusive
     * @param proof as {@link Proofs#range} makes it
     * @throws Invalid unless exactly these leaves stand there in the tree
     */
    public static void range(
            long begin, long end, TreeHead head, Iterator<Hash> leaves, List<Hash> proof) {
        if (begin < 0 || begin >= end || end > head.size()) {
            throw new Invalid(
                    "there are no leaves %d to %d in a tree of %d"
                            .formatted(begin, end, head.size()));
        }
        var hashes = proof.iterator();
        var root = new RangeCheck(begin, end, leaves, hashes).over(0, head.size());
        if (leaves.hasNext()) {
            throw new Invalid("there are more leaves than the range has");
        }
        if (hashes.hasNext()) {
            throw new Invalid("the range proof is too long");
        }
        if (!root.equals(head.root())) {
            throw new Invalid("the range proof leads to another root");
        }
    }

    private Hash over(long from, long to) {
        if (to <= begin || end <= from) {
            return next(proof, "the range proof is too short");
        }
        if (to - from == 1) {
            return next(leaves, "there are fewer leaves than the range has");
        }
        long split = from + Proofs.half(to - from);
        var left = over(from, split);
        return Hash.node(left, over(split, to));
    }

    private static Hash next(Iterator<Hash> hashes, String missing) {
        if (!hashes.hasNext()) {
            throw new Invalid(missing);
        }
        return hashes.next();
    }
}
