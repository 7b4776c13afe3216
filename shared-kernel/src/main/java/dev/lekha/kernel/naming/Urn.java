package dev.lekha.kernel.naming;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What stands behind {@code urn:} (RFC 8141): namespace and specific string. The namespace in lower
 * case, escapes in upper case (section 3.1); r-, q- and f-components do not belong to the name.
 */
final class Urn {
    private static final String PCHAR = "([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})";
    private static final Pattern ASSIGNED =
            Pattern.compile(
                    "(?<nid>[A-Za-z0-9][A-Za-z0-9-]{0,30}[A-Za-z0-9]):(?<nss>"
                            + PCHAR
                            + "("
                            + PCHAR
                            + "|/)*+)");

    private Urn() {}

    static String canonical(String value) {
        var parts = ASSIGNED.matcher(value);
        if (!parts.matches() || parts.group("nid").equalsIgnoreCase("urn")) {
            throw new IllegalArgumentException(
                    "a urn reads urn:namespace:string (RFC 8141), without ?+, ?= and # parts");
        }
        return parts.group("nid").toLowerCase(Locale.ROOT)
                + ":"
                + Escapes.upper(parts.group("nss"));
    }
}
