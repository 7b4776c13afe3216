package dev.lekha.edge;

import static dev.lekha.kernel.Refused.Kind.MALFORMED;

import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Sha2;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** The SHA-256 of a payload as received, in hex. */
public record PayloadDigest(String hex) {
    private static final String HEX_FORM = "sha-256:";
    private static final String BASE64_FORM = "sha-256=:";

    public static PayloadDigest of(byte[] payload) {
        return new PayloadDigest(Sha2.SHA_256.hex(payload));
    }

    /**
     * Compares with what the sender claims.
     *
     * @param claimed {@code sha-256=:base64:} (RFC 9530) or {@code sha-256:hex}, or empty for no
     *     claim
     */
    public void check(String claimed) {
        if (!claimed.isEmpty() && !hex.equals(claimedHex(claimed.strip()))) {
            throw new Refused(
                    MALFORMED,
                    "content-digest-mismatch",
                    "The payload has not the digest sent along: it was changed on its way.");
        }
    }

    private static String claimedHex(String claimed) {
        if (claimed.startsWith(HEX_FORM)) {
            return claimed.substring(HEX_FORM.length()).toLowerCase(Locale.ROOT);
        }
        if (claimed.startsWith(BASE64_FORM)
                && claimed.endsWith(":")
                && claimed.length() > BASE64_FORM.length()) {
            String base64 = claimed.substring(BASE64_FORM.length(), claimed.length() - 1);
            try {
                return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
            } catch (IllegalArgumentException notBase64) {
                throw unreadable();
            }
        }
        throw unreadable();
    }

    private static Refused unreadable() {
        return new Refused(
                MALFORMED,
                "content-digest-malformed",
                "A content digest reads sha-256=:base64: or sha-256:hex.");
    }

    @Override
    public String toString() {
        return HEX_FORM + hex;
    }
}
