package dev.lekha.kernel.groups;

import dev.lekha.kernel.Ids;
import dev.lekha.kernel.Omittable;
import dev.lekha.kernel.predicate.Predicate;
import dev.lekha.kernel.registration.NodeQualities;
import java.util.Collections;
import java.util.EnumSet;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a group demands of its members at every time.
 *
 * @param where what holds for each node in it, over its attributes and capabilities; left out for
 *     nothing
 * @param limit how many members it has at most; left out or 0 for {@link #MOST_MEMBERS}
 * @param exclusivity a scope, of whose groups an entity is in at most one; left out for none
 * @param admits kinds of members; left out for nodes alone
 */
public record Invariants(
        @Omittable Predicate where,
        @Omittable int limit,
        @Omittable String exclusivity,
        @Omittable SortedSet<Member.Kind> admits) {
    /** All of them can be evicted, or leave with their group, in one append. */
    public static final int MOST_MEMBERS = 10_000;

    public static final Invariants NONE =
            new Invariants(Predicate.ALWAYS, 0, "", Collections.emptySortedSet());

    public Invariants {
        if (limit < 0 || limit > MOST_MEMBERS) {
            throw new IllegalArgumentException("limit is from 1 to " + MOST_MEMBERS);
        }
        if (!exclusivity.isEmpty()) {
            Ids.check("exclusivity", exclusivity);
        }
        if (where.names().stream().anyMatch(NodeQualities.FOUND_BY::contains)) {
            throw new IllegalArgumentException(
                    "invariants go by attributes and capabilities, not by "
                            + NodeQualities.FOUND_BY);
        }
        limit = limit == 0 ? MOST_MEMBERS : limit;
        admits =
                Collections.unmodifiableSortedSet(
                        admits.isEmpty()
                                ? new TreeSet<>(EnumSet.of(Member.Kind.NODE))
                                : new TreeSet<>(admits));
    }
}
