package dev.lekha.bench.rocks;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * One of the criteria that are OR-ed, as the index can answer it.
 *
 * @param tags all of which, as {@code key=value}; at least one
 * @param types one of which; at least one
 */
record Criterion(Set<String> tags, Set<String> types) {
    Criterion {
        if (tags.isEmpty() || types.isEmpty()) {
            throw new UnsupportedOperationException(
                    "this yardstick looks up by tag and type, both given");
        }
    }

    static List<Criterion> of(EventCriteria criteria) {
        return criteria.flatten().stream()
                .map(one ->
                        new Criterion(
                                one.tags().stream()
                                        .map(Criterion::text)
                                        .collect(Collectors.toSet()),
                                one.types().stream()
                                        .map(QualifiedName::name)
                                        .collect(Collectors.toSet())))
                .toList();
    }

    static String text(Tag tag) {
        return tag.key() + '=' + tag.value();
    }

    /** Where the index has the candidates: under one of the tags, with each of the types. */
    long[] prefixes() {
        var tag = tags.iterator().next();
        return types.stream().mapToLong(type -> IndexKey.prefix(tag, type)).toArray();
    }

    boolean fits(RocksEvent event) {
        return types.contains(event.type()) && event.tags().containsAll(tags);
    }
}
