package dev.lekha.kernel.leaf;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;

/** SHA-256 (FIPS 180-4), the JDK's own. */
public final class Digest {
    public static final int BYTES = 32;

    private Digest() {}

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256", "SUN");
        } catch (NoSuchAlgorithmException | NoSuchProviderException missing) {
            throw new IllegalStateException("the JDK has SHA-256", missing);
        }
    }

    public static byte[] of(byte[] bytes) {
        return sha256().digest(bytes);
    }
}
