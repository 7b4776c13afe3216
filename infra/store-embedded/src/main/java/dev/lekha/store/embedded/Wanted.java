package dev.lekha.store.embedded;

import dev.lekha.kernel.Log;
import java.util.List;
import java.util.Set;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

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
     */
    record Criterion(List<String> tags, List<String> types) {
        boolean fits(Log.Stored event) {
            return event.tags().containsAll(tags)
                    && (types.isEmpty() || types.contains(event.type()));
        }
    }

    static Wanted of(EventCriteria criteria) {
        if (criteria.matches(NO_TYPE, Set.of())) {
            return ALL;
        }
        return new Wanted(
                false,
                criteria.flatten().stream()
                        .map(one ->
                                new Criterion(
                                        one.tags().stream().map(Wanted::text).toList(),
                                        one.types().stream().map(QualifiedName::name).toList()))
                        .toList());
    }

    static Wanted of(Log.Filter filter) {
        return filter.tags().isEmpty() && filter.types().isEmpty()
                ? ALL
                : new Wanted(false, List.of(new Criterion(filter.tags(), filter.types())));
    }

    boolean fits(Log.Stored event) {
        return all || either.stream().anyMatch(one -> one.fits(event));
    }

    static String text(Tag tag) {
        if (tag.key().isEmpty() || tag.key().indexOf('=') >= 0) {
            throw new IllegalArgumentException(
                    "a tag's key is not empty and has no '=': " + tag.key());
        }
        return tag.key() + '=' + tag.value();
    }
}
