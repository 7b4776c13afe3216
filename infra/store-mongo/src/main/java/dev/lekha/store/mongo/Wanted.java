package dev.lekha.store.mongo;

import com.mongodb.client.model.Filters;
import dev.lekha.kernel.Log;
import dev.lekha.kernel.leaf.TagTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.EventCriterion;
import org.bson.conversions.Bson;

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
     * @param keys for each tag the {@link LookUpKeys}, one of which an event has
     */
    record Criterion(List<String> tags, List<String> types, List<List<String>> keys) {
        static Criterion of(List<String> tags, List<String> types) {
            var keys = tags.stream().map(tag -> LookUpKeys.wanted(tag, types)).toList();
            return new Criterion(tags, types, keys);
        }

        boolean fits(List<String> eventTags, String eventType) {
            return eventTags.containsAll(tags) && (types.isEmpty() || types.contains(eventType));
        }

        /**
         * Documents that may hold such an event: a document lists what all its events are found by.
         */
        Bson candidates() {
            return tags.isEmpty()
                    ? Filters.in(CommitDocument.TYPES, types)
                    : Filters.and(
                            keys.stream()
                                    .map(any -> Filters.in(CommitDocument.TAGS, any))
                                    .toList());
        }
    }

    static Wanted of(EventCriteria criteria) {
        if (criteria.matches(NO_TYPE, Set.of())) {
            return ALL;
        }
        var either = new ArrayList<Criterion>();
        for (EventCriterion one : criteria.flatten()) {
            var types = one.types().stream().map(QualifiedName::name).toList();
            either.add(Criterion.of(TagTexts.of(one.tags()), types));
        }
        return new Wanted(false, either);
    }

    static Wanted of(Log.Filter filter) {
        return filter.tags().isEmpty() && filter.types().isEmpty()
                ? ALL
                : new Wanted(false, List.of(Criterion.of(filter.tags(), filter.types())));
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

    /** Documents that may hold a wanted event. */
    Bson candidates() {
        if (all) {
            return Filters.empty();
        }
        return either.size() == 1
                ? either.getFirst().candidates()
                : Filters.or(either.stream().map(Criterion::candidates).toList());
    }
}
