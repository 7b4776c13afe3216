package dev.lekha.store.segment;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;

/** SHA-256 (FIPS 180-4), the JDK's own. */
final class Digest {
    static final int BYTES = 32;

    private Digest() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256", "SUN");
        } catch (NoSuchAlgorithmException | NoSuchProviderException missing) {
            throw new IllegalStateException("the JDK has SHA-256", missing);
        }
    }

    static byte[] of(byte[] bytes) {
        return sha256().digest(bytes);
    }
}
