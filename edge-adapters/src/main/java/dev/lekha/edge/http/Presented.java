package dev.lekha.edge.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * What an {@code Authorization} header presents (RFC 9110 section 11): {@code Bearer
 * lk.<credential>.<secret>}, where the credential may contain dots and the secret never does;
 * {@code Basic} with the same two (RFC 7617); any other {@code Bearer} is a token (RFC 6750).
 */
sealed interface Presented {
    /** What to present, as a 401 asks for it. */
    String CHALLENGE = "Bearer realm=\"lekha\", Basic realm=\"lekha\", charset=\"UTF-8\"";

    String KEY_PREFIX = "lk.";

    record Secret(String credential, String secret) implements Presented {}

    record Token(String value) implements Presented {}

    record Unreadable() implements Presented {}

    static Presented read(String header) {
        int space = header.indexOf(' ');
        if (space < 0) {
            return new Unreadable();
        }
        var value = header.substring(space + 1).strip();
        return switch (header.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "bearer" ->
                    value.startsWith(KEY_PREFIX)
                            ? split(value, KEY_PREFIX.length(), value.lastIndexOf('.'))
                            : new Token(value);
            case "basic" -> basic(value);
            default -> new Unreadable();
        };
    }

    private static Presented basic(String value) {
        try {
            var pair = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
            return split(pair, 0, pair.indexOf(':'));
        } catch (IllegalArgumentException notBase64) {
            return new Unreadable();
        }
    }

    private static Presented split(String pair, int from, int at) {
        return at <= from || at == pair.length() - 1
                ? new Unreadable()
                : new Secret(pair.substring(from, at), pair.substring(at + 1));
    }
}
