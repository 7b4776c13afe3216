package dev.lekha.crypto.note;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Malformed;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys that somebody trusts, and what they have signed. */
public final class KnownKeys {
    /**
     * A signature that holds.
     *
     * @param seconds since 1970 when it was made; 0 where it does not say
     */
    public record Verified(VerifierKey key, SignatureLine line, long seconds) {}

    private record Id(String name, int id) {}

    private final Map<Id, VerifierKey> keys = new HashMap<>();

    /**
     * @throws Malformed where two of them have the same name and id: a line could not tell them
     *     apart
     */
    public KnownKeys(Collection<VerifierKey> trusted) {
        for (var key : trusted) {
            var other = keys.putIfAbsent(new Id(key.name(), key.id()), key);
            if (other != null && !other.equals(key)) {
                throw new Malformed("two keys of one name and id: " + key.name());
            }
        }
    }

    /**
     * The signatures of known keys, one for each key, in the order of the note. Others are ignored.
     *
     * @throws Invalid where one of a known key does not hold, or there is none of a known key
     */
    public List<Verified> verify(Note note) {
        var verified = verifyIfAny(note);
        if (verified.isEmpty()) {
            throw new Invalid("no signature of a known key");
        }
        return verified;
    }

    /**
     * The same, where none of a known key is an answer too.
     *
     * @throws Invalid where one of a known key does not hold
     */
    public List<Verified> verifyIfAny(Note note) {
        var first = new HashMap<VerifierKey, Verified>();
        var verified = new ArrayList<Verified>();
        for (var line : note.signatures()) {
            var signature = find(line).map(key -> verify(key, line, note.text()));
            signature
                    .filter(one -> first.putIfAbsent(one.key(), one) == null)
                    .ifPresent(verified::add);
        }
        return verified;
    }

    private Optional<VerifierKey> find(SignatureLine line) {
        return Optional.ofNullable(keys.get(new Id(line.name(), line.keyId())));
    }

    private static Verified verify(VerifierKey key, SignatureLine line, String text) {
        var signature = line.signature();
        if (signature.length != key.type().lineBytes()) {
            throw broken(key, "has %d bytes".formatted(signature.length));
        }
        int timeBytes = key.type().isTimed() ? Long.BYTES : 0;
        long seconds = timeBytes == 0 ? 0 : ByteBuffer.wrap(signature).getLong();
        if (seconds < 0) {
            throw broken(key, "has a time above 2^63 - 1");
        }
        var bare = Arrays.copyOfRange(signature, timeBytes, signature.length);
        if (!key.signed(message(key, text, seconds), bare)) {
            throw broken(key, "does not hold");
        }
        return new Verified(key, line, seconds);
    }

    private static byte[] message(VerifierKey key, String text, long seconds) {
        try {
            return key.type().message(key.name(), text, seconds);
        } catch (Malformed noCheckpoint) {
            throw broken(key, "is over what it cannot sign: " + noCheckpoint.finding());
        }
    }

    private static Invalid broken(VerifierKey key, String how) {
        return new Invalid("the signature of %s %s".formatted(key.name(), how));
    }
}
