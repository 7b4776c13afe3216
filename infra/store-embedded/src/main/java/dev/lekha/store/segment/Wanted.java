package dev.lekha.store.segment;

import dev.lekha.kernel.Log;
import dev.lekha.kernel.leaf.Leaf;
import dev.lekha.kernel.leaf.TagTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.EventCriterion;

/**
 * Which events are meant.
 *
 * @param all every event; the rest is then of no account
 * @param either those that fit at least one
 */
record Wanted(boolean all, List<Criterion> either) {
    static final Wanted ALL = new Wanted(true, List.of());

    /** No stored event is named so: what matches it matches everything. */
    private static final QualifiedName NO_TYPE = new QualifiedName("\0");

    /**
     * @param tags all of which, as {@code key=value}
     * @param types one of which; empty for any
     * @param tagKeys under which the index has candidates, never empty
     * @param typeKeys of the types
     */
    record Criterion(List<String> tags, List<String> types, long[] tagKeys, long[] typeKeys) {
        static Criterion of(List<String> tags, List<String> types) {
            var sought = tags.isEmpty() ? List.of(Keys.EVERY_EVENT) : tags;
            var tagKeys = new long[sought.size()];
            for (int i = 0; i < tagKeys.length; i++) {
                tagKeys[i] = Keys.tag(sought.get(i));
            }
            var typeKeys = new long[types.size()];
            for (int i = 0; i < typeKeys.length; i++) {
                typeKeys[i] = Keys.type(types.get(i));
            }
            return new Criterion(tags, types, tagKeys, typeKeys);
        }

        boolean fits(List<String> eventTags, String eventType) {
            return eventTags.containsAll(tags) && (types.isEmpty() || types.contains(eventType));
        }
    }

    static Wanted of(EventCriteria criteria) {
        if (criteria.matches(NO_TYPE, Set.of())) {
            return ALL;
        }
        var either = new ArrayList<Criterion>();
        for (EventCriterion one : criteria.flatten()) {
            var types = new ArrayList<String>(one.types().size());
            for (var type : one.types()) {
                types.add(type.name());
            }
            either.add(Criterion.of(TagTexts.of(one.tags()), types));
        }
        return new Wanted(false, either);
    }

    static Wanted of(Log.Filter filter) {
        return filter.tags().isEmpty() && filter.types().isEmpty()
                ? ALL
                : new Wanted(false, List.of(Criterion.of(filter.tags(), filter.types())));
    }

    boolean fits(Leaf leaf) {
        return all || fits(leaf.tags(), leaf.type());
    }

    boolean fits(List<String> tags, String type) {
        if (all) {
            return true;
        }
        for (var one : either) {
            if (one.fits(tags, type)) {
                return true;
            }
        }
        return false;
    }
}
