package dev.lekha.query;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.springframework.util.StringUtils;

/**
 * The key of a row as it stands in a path: all behind {@code /api/views/{view}/}, percent-decoded
 * once, so that {@code a/b}, {@code a%2Fb} and {@code a%2fb} are one key. Taken from the request
 * line itself, since containers decode and normalise paths in their own ways.
 */
final class RowKey {
    private RowKey() {}

    static String read(HttpServletRequest request, String view) {
        var path = request.getRequestURI().substring(request.getContextPath().length());
        var encoded = path.substring("/api/views/".length() + view.length() + 1);
        try {
            return StringUtils.uriDecode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw ViewQuestion.malformed(
                    "key-malformed", "A key in a path is percent-encoded UTF-8.");
        }
    }
}
