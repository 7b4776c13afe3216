package dev.lekha.store.mongo;

import dev.lekha.kernel.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What events are found by, and what is looked up to find them: each tag alone, and behind its
 * event's type, so that a tag's many events of other types need not be looked at. Part of format 2.
 */
final class LookUpKeys {
    /** Tags of what happens once: few events carry one, so their types are worth no entry. */
    private static final Set<String> ONCE =
            Set.of(Tags.REQUEST, Tags.IDEMPOTENCY_KEY, Tags.CHARGING_REFERENCE, Tags.EVIDENCE);

    private LookUpKeys() {}

    /** Those of an event. */
    static List<String> of(List<String> tags, String type) {
        var keys = new ArrayList<String>(2 * tags.size());
        for (var tag : tags) {
            keys.add(tag);
            if (isBusy(tag)) {
                keys.add(typed(type, tag));
            }
        }
        return keys;
    }

    /**
     * One of which each event has that carries the tag and is of one of the types.
     *
     * @param types empty for any
     */
    static List<String> wanted(String tag, List<String> types) {
        return types.isEmpty() || !isBusy(tag)
                ? List.of(tag)
                : types.stream().map(type -> typed(type, tag)).toList();
    }

    private static boolean isBusy(String tag) {
        return !ONCE.contains(tag.substring(0, Math.max(0, tag.indexOf('='))));
    }

    private static String typed(String type, String tag) {
        return type + "|" + tag;
    }
}
