package dev.lekha.edge.http;

import dev.lekha.kernel.Refused;
import java.util.regex.Pattern;

/**
 * The {@code Idempotency-Key} field (draft-ietf-httpapi-idempotency-key-header): a string in quotes
 * (RFC 9651 section 3.3.3) or, as most clients send it, without; both name the same key. Printable
 * ASCII, 1 to 200 characters.
 */
public final class IdempotencyKey {
    private static final Pattern QUOTED = Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*)\"");
    private static final Pattern KEY = Pattern.compile("[ -~]{1,200}");

    private IdempotencyKey() {}

    /**
     * @throws Refused where it is no key
     */
    public static String read(String field) {
        var quoted = QUOTED.matcher(field.strip());
        var key = quoted.matches() ? quoted.group(1).replaceAll("\\\\(.)", "$1") : field.strip();
        if (!KEY.matcher(key).matches()) {
            throw new Refused(
                    Refused.Kind.MALFORMED,
                    "idempotency-key-malformed",
                    "Idempotency-Key has 1 to 200 printable ASCII characters.");
        }
        return key;
    }
}
