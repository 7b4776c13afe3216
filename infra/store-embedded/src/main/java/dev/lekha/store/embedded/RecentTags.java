package dev.lekha.store.embedded;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where tags and types were last seen, for the latest tags. Says of most conditions that nothing
 * can have crossed them, without a look at the file; where it cannot say so, the index decides.
 * Used by the writer alone.
 */
final class RecentTags {
    private static final int MOST_TAGS = 65_536;

    private final Map<String, Long> lastOfType = new HashMap<>();
    private final LinkedHashMap<String, Long> lastOfTag = new LinkedHashMap<>();

    /** A tag that is not known here was not seen beyond this. */
    private long floor;

    RecentTags(long head) {
        this.floor = head;
    }

    void add(Draft draft, long position) {
        lastOfType.put(draft.type(), position);
        for (var tag : draft.tags()) {
            lastOfTag.putLast(tag, position);
        }
        while (lastOfTag.size() > MOST_TAGS) {
            floor = Math.max(floor, lastOfTag.pollFirstEntry().getValue());
        }
    }

    /** False where surely no wanted event lies beyond the position. */
    boolean mayHave(Wanted wanted, long beyond) {
        return wanted.all()
                || beyond < floor
                || wanted.either().stream().anyMatch(one -> mayHave(one, beyond));
    }

    private boolean mayHave(Wanted.Criterion criterion, long beyond) {
        return criterion.tags().stream()
                        .allMatch(tag -> lastOfTag.getOrDefault(tag, floor) > beyond)
                && (criterion.types().isEmpty()
                        || criterion.types().stream()
                                .anyMatch(type -> lastOfType.getOrDefault(type, floor) > beyond));
    }
}
