package dev.lekha.kernel.naming;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A locator with a host (RFC 3986), normalised by section 6.2.2 and 6.2.3: scheme and host in lower
 * case, no default port, an empty path as {@code /}, no needless escapes. Dot segments are refused.
 */
final class Url {
    private static final Map<String, Integer> PORTS =
            Map.of(
                    "http", 80, "https", 443, "ws", 80, "wss", 443, "coap", 5683, "coaps", 5684,
                    "mqtt", 1883, "mqtts", 8883);
    private static final String PCHAR = "[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}";
    private static final Pattern PARTS =
            Pattern.compile(
                    "(?<scheme>[A-Za-z]+)://(?<host>[^/?#@]+)(?<path>(/("
                            + PCHAR
                            + ")*+)*+)(?<query>\\?("
                            + PCHAR
                            + "|[/?])*+)?");
    private static final Pattern DOTS = Pattern.compile("/\\.\\.?(/|$)");

    private Url() {}

    static String canonical(String value) {
        var parts = PARTS.matcher(value);
        var scheme = parts.matches() ? parts.group("scheme").toLowerCase(Locale.ROOT) : "";
        var port = PORTS.get(scheme);
        if (port == null) {
            throw new IllegalArgumentException(
                    "a url reads https://host/path, by http, ws, coap or mqtt, each with s or not,"
                            + " without user and fragment");
        }
        var path = Escapes.canonical(parts.group("path"));
        if (DOTS.matcher(path).find()) {
            throw new IllegalArgumentException("a url has no . and .. in its path");
        }
        var host = Mailbox.host(parts.group("host"));
        var query = parts.group("query") == null ? "" : Escapes.canonical(parts.group("query"));
        return scheme
                + "://"
                + (host.endsWith(":" + port)
                        ? host.substring(0, host.length() - (":" + port).length())
                        : host)
                + (path.isEmpty() ? "/" : path)
                + query;
    }
}
