package dev.lekha.crypto.bundle;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.tree.Frontier;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.TreeHead;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * One pass over the leaves: each is looked at, hashed and forgotten; the heads of the tree are kept
 * at the sizes that are asked for.
 */
final class LeafPass implements Iterator<Hash> {
    private final DataInputStream in;
    private final LeafView view;
    private final Set<Long> sizes;
    private final Map<Long, TreeHead> heads = new HashMap<>();
    private final Frontier frontier;
    private long index;
    private int length;

    /** Sees each record. */
    @FunctionalInterface
    interface LeafView {
        void leaf(long position, byte[] record) throws IOException;
    }

    /**
     * @param before the full subtrees left of the first leaf
     * @param sizes at which heads are wanted
     */
    LeafPass(DataInputStream in, long begin, List<Hash> before, Set<Long> sizes, LeafView view)
            throws IOException {
        this.in = in;
        this.view = view;
        this.sizes = sizes;
        this.index = begin;
        this.frontier = new Frontier(begin, before);
        keepHead();
        this.length = nextLength();
    }

    private int nextLength() throws IOException {
        int high = in.read();
        if (high < 0) {
            return -1;
        }
        int low = in.read();
        if (low < 0) {
            throw new Malformed("the leaves end within a length");
        }
        return high << 8 | low;
    }

    @Override
    public boolean hasNext() {
        return length >= 0;
    }

    @Override
    public Hash next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        try {
            var record = new byte[length];
            in.readFully(record);
            view.leaf(++index, record);
            var hash = Hash.leaf(record);
            if (!sizes.isEmpty()) {
                frontier.append(hash);
                keepHead();
            }
            length = nextLength();
            return hash;
        } catch (EOFException cut) {
            throw new Malformed("the leaves end within leaf " + index);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void keepHead() {
        if (sizes.contains(frontier.size())) {
            heads.put(frontier.size(), frontier.head());
        }
    }

    /**
     * Of a size that was asked for, after the pass.
     *
     * @throws Invalid where the leaves did not reach so far
     */
    TreeHead head(long size) {
        var head = heads.get(size);
        if (head == null) {
            throw new Invalid("the leaves do not reach size " + size);
        }
        return head;
    }
}
