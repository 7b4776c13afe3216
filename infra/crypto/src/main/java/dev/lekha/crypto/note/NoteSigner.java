package dev.lekha.crypto.note;

import dev.lekha.crypto.Malformed;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Signs notes under a name, whoever holds the key: a file, a token of PKCS#11. */
public interface NoteSigner {
    VerifierKey key();

    /** The bare signature over the message, by the algorithm of the key's type. */
    byte[] sign(byte[] message);

    /**
     * The line to go under the text.
     *
     * @param at when it is signed; counts in whole seconds, and only where the type has a time
     * @throws Malformed where the type signs checkpoints and the text is none
     */
    default SignatureLine sign(String text, Instant at) {
        long seconds = at.getEpochSecond();
        var signature = sign(key().type().message(key().name(), text, seconds));
        if (!key().type().isTimed()) {
            return SignatureLine.of(key(), signature);
        }
        var timed = ByteBuffer.allocate(Long.BYTES + signature.length);
        return SignatureLine.of(key(), timed.putLong(seconds).put(signature).array());
    }
}
