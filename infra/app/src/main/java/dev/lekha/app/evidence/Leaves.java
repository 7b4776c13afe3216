package dev.lekha.app.evidence;

import dev.lekha.kernel.leaf.LeafVisitor;

/** The log as leaves, wherever it is kept. */
public interface Leaves {
    /** Position of the last event, 0 for an empty log. */
    long head();

    /** Shows the leaves of the positions in (after, upTo], verified. */
    void scan(long after, long upTo, LeafVisitor visitor);
}
