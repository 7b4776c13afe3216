package dev.lekha.crypto.key;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.note.CertificateKey;
import dev.lekha.crypto.note.NamedKey;
import dev.lekha.crypto.note.VerifierKey;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which keys of a role sign for a log from which size on: a checkpoint that covers the event of a
 * rotation is signed, or stamped, by the new keys, every other before by the old ones.
 */
public final class KeyHistory {
    /** Of keys that nobody has told of. */
    public static final KeyHistory NONE = of(new TreeMap<>());

    private final NavigableMap<Long, List<NamedKey>> from = new TreeMap<>();

    /**
     * @param rotations of the keys of one role, verified, by the position of their event
     * @throws Invalid where one does not continue the one before
     */
    public static KeyHistory of(SortedMap<Long, KeyStatement> rotations) {
        return new KeyHistory(rotations);
    }

    private KeyHistory(SortedMap<Long, KeyStatement> rotations) {
        var first = rotations.values().stream().findFirst();
        long number = 0;
        for (var rotation : rotations.entrySet()) {
            var said = rotation.getValue();
            if (!said.isLike(first.orElseThrow())) {
                throw new Invalid("a statement of other keys than the first");
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

    /** Whether nothing was ever rotated, so that nothing is known of who signs. */
    public boolean isEmpty() {
        return from.isEmpty();
    }

    /** The keys that sign a checkpoint of that size. */
    public List<VerifierKey> at(long size) {
        return keys(size).stream().map(VerifierKey.class::cast).toList();
    }

    private List<NamedKey> keys(long size) {
        var keys = from.floorEntry(size);
        if (keys == null) {
            throw new IllegalStateException("a history without a rotation");
        }
        return keys.getValue();
    }

    /**
     * @param certificate that has stamped a checkpoint of that size, SHA-256 in hexadecimal
     * @throws Invalid where it is one of this history and not in force at that size
     */
    public void requireInForce(String certificate, long size) {
        boolean known = from.values().stream().anyMatch(keys -> names(keys, certificate));
        if (known && !names(keys(size), certificate)) {
            throw new Invalid("the authority's key is not in force at size " + size);
        }
    }

    private static boolean names(List<NamedKey> keys, String certificate) {
        return keys.stream()
                .anyMatch(key ->
                        key instanceof CertificateKey named && named.digest().equals(certificate));
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
