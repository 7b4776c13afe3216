package dev.lekha.kernel.groups;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.predicate.Predicate;
import java.util.SortedSet;

/** Finds the nodes that something is to be done with: asked by doors. */
public interface MemberSearch {
    /** Nodes that are taken at a time. */
    int MOST = 100_000;

    /**
     * @param nodes registered ones that fit, by id
     * @param unfit members of the group that the caller sees and that do not fit; 0 without a group
     * @param position of the log that the choice reflects; what came while it was made may show
     */
    record Found(SortedSet<String> nodes, long unfit, long position) {}

    /**
     * What the caller sees of a group with its subgroups, or of all nodes. Fails with {@link
     * dev.lekha.kernel.Refused}: forbidden where the caller may not read what it takes, unknown for
     * a group that is not there, conflict for more than {@link #MOST}, busy where the views are
     * behind.
     *
     * @param group or empty for all nodes
     */
    Found find(Caller caller, String group, Predicate where);
}
