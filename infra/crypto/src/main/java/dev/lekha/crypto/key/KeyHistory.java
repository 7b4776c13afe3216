package dev.lekha.crypto.key;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.note.VerifierKey;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which keys sign for a log from which size on: a checkpoint that covers the event of a rotation is
 * signed by the new keys, every other before by the old ones.
 */
public final class KeyHistory {
    private final NavigableMap<Long, List<VerifierKey>> from = new TreeMap<>();

    /**
     * @param rotations of the log's own keys, verified, by the position of their event
     * @throws Invalid where one does not continue the one before
     */
    public KeyHistory(String origin, SortedMap<Long, KeyStatement> rotations) {
        long number = 0;
        for (var rotation : rotations.entrySet()) {
            var said = rotation.getValue();
            if (!said.origin().equals(origin) || !said.role().equals("log")) {
                throw new Invalid("a statement of other keys than those of this log");
            }
            if (said.number() < 2) {
                throw new Invalid("the first keys come by no rotation");
            }
            if (number == 0) {
                from.put(0L, said.old());
            } else if (said.number() != number + 1
                    || !said.old().equals(from.lastEntry().getValue())) {
                throw new Invalid(
                        "rotation %d does not continue the one before".formatted(said.number()));
            }
            number = said.number();
            from.put(rotation.getKey(), said.next());
        }
    }

    /** The keys that sign a checkpoint of that size. */
    public List<VerifierKey> at(long size) {
        var keys = from.floorEntry(size);
        if (keys == null) {
            throw new IllegalStateException("a history without a rotation");
        }
        return keys.getValue();
    }

    /**
     * @throws Invalid where none of these keys was ever in force
     */
    public void requireAny(Collection<VerifierKey> believed) {
        if (from.values().stream().flatMap(List::stream).noneMatch(believed::contains)) {
            throw new Invalid("the keys of the policy stand nowhere in the history of keys");
        }
    }
}
