package dev.lekha.kernel.naming;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Percent-encoding (RFC 3986 section 2.1). */
final class Escapes {
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");
    private static final int HEX = 16;

    private Escapes() {}

    /** The hexadecimal digits of each escape in upper case. */
    static String upper(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(found.group().toUpperCase(Locale.ROOT)));
    }

    /** Escapes of unreserved characters undone, others in upper case (RFC 3986 section 6.2.2). */
    static String canonical(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(found -> {
                    var letter = (char) Integer.parseInt(found.group().substring(1), HEX);
                    var plain = unreserved(letter);
                    return Matcher.quoteReplacement(
                            plain
                                    ? String.valueOf(letter)
                                    : found.group().toUpperCase(Locale.ROOT));
                });
    }

    private static boolean unreserved(char letter) {
        return letter >= 'a' && letter <= 'z'
                || letter >= 'A' && letter <= 'Z'
                || letter >= '0' && letter <= '9'
                || "-._~".indexOf(letter) >= 0;
    }
}
