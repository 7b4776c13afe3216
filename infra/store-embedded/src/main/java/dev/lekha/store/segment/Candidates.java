package dev.lekha.store.segment;

import java.util.ArrayList;
import java.util.List;

/** Puts together what an {@link IndexPart} finds for each tag and type that is wanted. */
final class Candidates {
    private Candidates() {}

    static Positions of(IndexPart part, Wanted wanted, long after, long upTo) {
        var criteria = wanted.either();
        if (criteria.size() == 1) {
            return of(part, criteria.getFirst(), after, upTo);
        }
        var found = new ArrayList<Positions>(criteria.size());
        for (var one : criteria) {
            addUnlessNone(found, of(part, one, after, upTo));
        }
        return Positions.anyOf(found);
    }

    private static Positions of(IndexPart part, Wanted.Criterion criterion, long after, long upTo) {
        var tags = criterion.tagKeys();
        var found = new ArrayList<Positions>(tags.length);
        for (long tag : tags) {
            var carrying = carrying(part, tag, criterion.typeKeys(), after, upTo);
            if (carrying == Positions.NONE) {
                return Positions.NONE;
            }
            found.add(carrying);
        }
        return Positions.allOf(found);
    }

    private static Positions carrying(
            IndexPart part, long tag, long[] types, long after, long upTo) {
        if (types.length == 0) {
            return part.find(tag, false, after, upTo);
        }
        if (types.length == 1) {
            return part.find(tag | types[0], true, after, upTo);
        }
        var found = new ArrayList<Positions>(types.length);
        for (long type : types) {
            addUnlessNone(found, part.find(tag | type, true, after, upTo));
        }
        return Positions.anyOf(found);
    }

    private static void addUnlessNone(List<Positions> found, Positions more) {
        if (more != Positions.NONE) {
            found.add(more);
        }
    }
}
