package dev.lekha.store.embedded;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/*
 * Most of what is asked is "has anything come since?", of a position not long ago, and the answer is mostly no. That
 * is told from memory: for the newest events it is known where each tag and type was last. The writer adds events
 * before they are committed, so what is missing here is missing up to the head; what is found here may not be
 * committed yet, or never be, so a find only means that the index must be asked.
 */

/** Where each tag and type of the newest events was seen last. */
final class Newest {
    private static final int EVENTS = 1 << 15;

    private record Key(String tag, String type) {}

    private final ConcurrentMap<Key, Long> last = new ConcurrentHashMap<>();
    private final Key[][] ring = new Key[EVENTS][];

    /** All events behind this position are known here. */
    private volatile long known;

    Newest(long head) {
        known = head;
    }

    /** One that knows nothing, so that everything is looked up. */
    static Newest ofNothing() {
        return new Newest(Long.MAX_VALUE);
    }

    /** Called by the writer alone, in order. */
    void add(long position, List<String> tags, String type) {
        int slot = (int) (position & (EVENTS - 1));
        var old = ring[slot];
        if (old != null) {
            long gone = position - EVENTS;
            known = Math.max(known, gone);
            for (var key : old) {
                last.remove(key, gone);
            }
        }
        var keys = tags.stream().map(tag -> new Key(tag, type)).toArray(Key[]::new);
        ring[slot] = keys;
        for (var key : keys) {
            last.put(key, position);
        }
    }

    /**
     * Forgets everything, after a commit that failed: the positions that it took will be taken
     * again.
     */
    void restart(long head) {
        known = Long.MAX_VALUE;
        last.clear();
        Arrays.fill(ring, null);
        known = head;
    }

    /**
     * Whether surely no wanted event lies behind the position; false where it has to be looked up.
     */
    boolean noneBehind(Wanted wanted, long position) {
        if (wanted.all() || position < known) {
            return false;
        }
        for (var criterion : wanted.either()) {
            if (criterion.tags().size() != 1 || criterion.types().isEmpty()) {
                return false;
            }
            for (var type : criterion.types()) {
                var seen = last.get(new Key(criterion.tags().getFirst(), type));
                if (seen != null && seen > position) {
                    return false;
                }
            }
        }
        // What was asked about may have been dropped meanwhile.
        return position >= known;
    }
}
