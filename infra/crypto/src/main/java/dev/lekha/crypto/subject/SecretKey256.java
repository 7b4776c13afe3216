package dev.lekha.crypto.subject;

import dev.lekha.crypto.Invalid;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of AES-256-GCM (NIST SP 800-38D). What it seals reads: nonce (12 bytes, random),
 * ciphertext, tag (16 bytes).
 */
final class SecretKey256 {
    static final int BYTES = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    SecretKey256(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a key has " + BYTES + " bytes");
        }
        this.key = new SecretKeySpec(bytes, "AES");
    }

    static byte[] random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    byte[] seal(byte[] open, byte[] bound) {
        var nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, nonce, bound);
            var sealed = Arrays.copyOf(nonce, NONCE + cipher.getOutputSize(open.length));
            cipher.doFinal(open, 0, open.length, sealed, NONCE);
            return sealed;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has AES-256-GCM", missing);
        }
    }

    /**
     * @throws Invalid where these bytes were not sealed by this key and bound to this
     */
    byte[] open(byte[] sealed, byte[] bound) {
        if (sealed.length < NONCE + TAG_BITS / 8) {
            throw new Invalid("it is too short to be sealed");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE), bound)
                    .doFinal(sealed, NONCE, sealed.length - NONCE);
        } catch (AEADBadTagException broken) {
            throw new Invalid("it is not what was sealed");
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has AES-256-GCM", missing);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] bound) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bound);
        return cipher;
    }
}
