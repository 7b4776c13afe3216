package dev.lekha.edge.http;

import dev.lekha.kernel.Refused;
import dev.lekha.kernel.Sha2;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The {@code Content-Digest} field (RFC 9530 section 2): {@code sha-256=:<base64>:}, {@code
 * sha-512=:…:}, or both. Other algorithms are passed over, as the RFC has it; what is no digest at
 * all is refused.
 */
final class ContentDigest {
    private static final Map<String, Sha2> ALGORITHMS =
            Map.of("sha-256", Sha2.SHA_256, "sha-512", Sha2.SHA_512);
    private static final Pattern MEMBER =
            Pattern.compile("([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/=]*):");

    private ContentDigest() {}

    static void verify(String field, byte[] body) {
        for (var member : field.split(",", -1)) {
            var digest = MEMBER.matcher(member.strip());
            if (!digest.matches()) {
                throw malformed();
            }
            var algorithm = ALGORITHMS.get(digest.group(1));
            if (algorithm != null
                    && !MessageDigest.isEqual(decode(digest.group(2)), algorithm.of(body))) {
                throw new Refused(
                        Refused.Kind.MALFORMED,
                        "content-digest-mismatch",
                        "The body that arrived is not the one that Content-Digest was made of.");
            }
        }
    }

    static String sha256(byte[] body) {
        return Base64.getEncoder().encodeToString(Sha2.SHA_256.of(body));
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw malformed();
        }
    }

    private static Refused malformed() {
        return new Refused(
                Refused.Kind.MALFORMED,
                "content-digest-malformed",
                "Content-Digest reads sha-256=:<base64>:");
    }
}
