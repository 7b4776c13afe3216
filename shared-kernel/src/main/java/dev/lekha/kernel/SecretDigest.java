package dev.lekha.kernel;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * A shared secret, known only by its SHA-256 digest. It is read either from the secret itself,
 * which is digested before anything else sees it, or from {@code sha-256:<64 hex digits>}, so that
 * the secret need not travel at all. The digest is unsalted, so secrets must be random: at least 20
 * characters are demanded, 256 bits advised.
 */
@JsonDeserialize(using = SecretDigest.Reader.class)
public record SecretDigest(@JsonValue String value) {
    /** No secret: nothing matches it. */
    public static final SecretDigest NONE = new SecretDigest("");

    private static final Pattern DIGEST = Pattern.compile("sha-256:[0-9a-f]{64}");
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_~+/=-]{20,200}");

    public SecretDigest {
        if (!value.isEmpty() && !DIGEST.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a secret's digest reads sha-256: and 64 hex digits");
        }
    }

    public static SecretDigest read(String secretOrDigest) {
        return DIGEST.matcher(secretOrDigest).matches()
                ? new SecretDigest(secretOrDigest)
                : of(secretOrDigest);
    }

    public static SecretDigest of(String secret) {
        if (!SECRET.matcher(secret).matches()) {
            throw new IllegalArgumentException(
                    "a secret has 20 to 200 characters of A-Z a-z 0-9 _ ~ + / = -");
        }
        return new SecretDigest(digest(secret));
    }

    /** Compares in constant time. */
    public boolean matches(String secret) {
        return MessageDigest.isEqual(
                digest(secret).getBytes(StandardCharsets.US_ASCII),
                value.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads a secret or a digest; one that is left out is {@link #NONE}. */
    static final class Reader extends StdDeserializer<SecretDigest> {
        Reader() {
            super(SecretDigest.class);
        }

        @Override
        public SecretDigest deserialize(JsonParser parser, DeserializationContext context) {
            try {
                var text = parser.getString();
                return text.isEmpty() ? NONE : read(text);
            } catch (IllegalArgumentException unfit) {
                return (SecretDigest)
                        context.handleInstantiationProblem(SecretDigest.class, null, unfit);
            }
        }

        @Override
        public Object getEmptyValue(DeserializationContext context) {
            return NONE;
        }
    }

    private static String digest(String secret) {
        return "sha-256:" + Sha2.SHA_256.hex(secret.getBytes(StandardCharsets.UTF_8));
    }
}
