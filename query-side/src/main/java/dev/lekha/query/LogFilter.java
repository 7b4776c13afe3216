package dev.lekha.query;

import dev.lekha.kernel.Log;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which events are asked for: {@code type=reporting.ReportAccepted}, repeated for any of several;
 * {@code tag=node=pump-1} or {@code tag=node:pump-1}, repeated for all of several. A tag's key ends
 * at its first {@code =} or {@code :}.
 */
final class LogFilter {
    private static final Pattern TAG = Pattern.compile("(?s)([^=:]+)[=:](.+)");

    private LogFilter() {}

    static Log.Filter read(Map<String, String[]> parameters) {
        return new Log.Filter(
                all(parameters, "type").toList(),
                all(parameters, "tag").map(LogFilter::tag).toList());
    }

    static Optional<Instant> time(Map<String, String[]> parameters, String name) {
        var text = ViewQuestion.one(parameters, name, "");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException unreadable) {
            throw ViewQuestion.malformed(
                    "time-malformed", name + " is a time such as 2026-11-23T12:00:00Z.");
        }
    }

    /** A misspelt parameter would widen the answer without a word. */
    static void requireKnown(Map<String, String[]> parameters, String... names) {
        var known = List.of(names);
        for (var name : parameters.keySet()) {
            if (!known.contains(name)) {
                throw ViewQuestion.malformed(
                        "parameter-unknown", "The log is asked by " + known + ".");
            }
        }
    }

    private static Stream<String> all(Map<String, String[]> parameters, String name) {
        return Arrays.stream(parameters.getOrDefault(name, new String[0]));
    }

    private static String tag(String text) {
        var tag = TAG.matcher(text);
        if (!tag.matches()) {
            throw ViewQuestion.malformed("tag-malformed", "A tag reads key=value.");
        }
        return tag.group(1) + "=" + tag.group(2);
    }
}
