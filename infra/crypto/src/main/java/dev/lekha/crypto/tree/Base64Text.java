package dev.lekha.crypto.tree;

import dev.lekha.crypto.Malformed;
import java.util.Base64;

/** Base 64 (RFC 4648, 4) in the one form that bytes have: padded, spare bits zero. */
public final class Base64Text {
    private Base64Text() {}

    public static String of(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * @throws Malformed where the text is not what {@link #of} writes
     */
    public static byte[] bytes(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            throw new Malformed("not base 64: " + malformed.getMessage());
        }
        if (!of(bytes).equals(base64)) {
            throw new Malformed("not the one form of base 64 that the bytes have");
        }
        return bytes;
    }
}
