package dev.lekha.crypto.key;

import dev.lekha.crypto.DistantKey;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key of Bouncy Castle, or a {@link DistantKey}.
 *
 * @param chain its certificate and those that vouch for it; empty where it has none
 */
public record HeldKey(PrivateKey key, List<X509Certificate> chain) {
    public HeldKey {
        chain = List.copyOf(chain);
    }

    /** Names the algorithm alone. */
    @Override
    public String toString() {
        return "a key of " + key.getAlgorithm();
    }
}
