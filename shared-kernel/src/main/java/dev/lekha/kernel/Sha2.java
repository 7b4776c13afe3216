package dev.lekha.kernel;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Digests of FIPS 180-4. */
public enum Sha2 {
    SHA_256("SHA-256"),
    SHA_512("SHA-512");

    /** Length of a SHA-256. */
    public static final int SHA_256_BYTES = 32;

    /** Copied for each digest: looking a digest up by its names costs more than a short one. */
    private final MessageDigest fresh;

    Sha2(String algorithm) {
        try {
            fresh = MessageDigest.getInstance(algorithm, "SUN");
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has " + algorithm, missing);
        }
    }

    /** The digest of the parts, one after the other. */
    public byte[] of(byte[]... parts) {
        var digest = begin();
        for (var part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    /** The same in lower-case hex. */
    public String hex(byte[]... parts) {
        return HexFormat.of().formatHex(of(parts));
    }

    /** A digest to be fed. */
    public MessageDigest begin() {
        try {
            return (MessageDigest) fresh.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("SUN's digests can be copied", impossible);
        }
    }
}
