package dev.lekha.kernel.naming;

import java.util.Locale;
import java.util.regex.Pattern;

/** A host name: RFC 1123 section 2.1, in lower case, without the final dot. */
final class HostName {
    private static final int LONGEST = 253;
    private static final Pattern LABELS =
            Pattern.compile(
                    "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final Pattern NUMERIC_END = Pattern.compile("(.*\\.)?[0-9]+");

    private HostName() {}

    static String canonical(String value) {
        var lower = value.toLowerCase(Locale.ROOT);
        var name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        if (name.length() > LONGEST
                || !LABELS.matcher(name).matches()
                || NUMERIC_END.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a dns name has labels of letters, digits and inner hyphens, 63 at most, the"
                            + " last not a number; others are written in their xn-- form");
        }
        return name;
    }
}
