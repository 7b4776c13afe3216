package dev.lekha.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What would break somebody between two schemas of one version: readers who know the old one and
 * meet new events, and the platform, which must go on reading the old ones.
 */
final class SchemaChange {
    private static final List<String> FIXED =
            List.of("type", "format", "pattern", "const", "contentEncoding", "uniqueItems");

    private final List<String> breaks = new ArrayList<>();

    private SchemaChange() {}

    /** A sentence for each, which names the field. */
    static List<String> breaks(JsonNode before, JsonNode after) {
        var change = new SchemaChange();
        change.compare("", before, after);
        return change.breaks;
    }

    private void compare(String field, JsonNode before, JsonNode after) {
        for (var keyword : FIXED) {
            if (!before.path(keyword).equals(after.path(keyword))) {
                say(
                        field,
                        "%s was %s and is %s",
                        keyword,
                        shown(before, keyword),
                        shown(after, keyword));
            }
        }
        if (!texts(before, "enum").equals(texts(after, "enum"))) {
            say(field, "values were %s and are %s", texts(before, "enum"), texts(after, "enum"));
        }
        properties(field, before, after);
        required(field, before, after);
        if (before.has("items")) {
            compare(field + "[]", before.path("items"), after.path("items"));
        }
        if (before.has("additionalProperties")) {
            compare(
                    field + "{}",
                    before.path("additionalProperties"),
                    after.path("additionalProperties"));
        }
        cases(field, before.path("oneOf"), after.path("oneOf"));
    }

    private void properties(String field, JsonNode before, JsonNode after) {
        for (var property : before.path("properties").properties()) {
            var path = field.isEmpty() ? property.getKey() : field + "." + property.getKey();
            var now = after.path("properties").path(property.getKey());
            if (now.isMissingNode()) {
                say(path, "was removed");
            } else {
                compare(path, property.getValue(), now);
            }
        }
    }

    private void required(String field, JsonNode before, JsonNode after) {
        var was = texts(before, "required");
        var is = texts(after, "required");
        for (var name : is) {
            if (!was.contains(name)) {
                say(field.isEmpty() ? name : field + "." + name, "is required and was not");
            }
        }
        for (var name : was) {
            if (!is.contains(name) && after.path("properties").has(name)) {
                say(field.isEmpty() ? name : field + "." + name, "may be missing and could not");
            }
        }
    }

    private void cases(String field, JsonNode before, JsonNode after) {
        if (before.size() != after.size()) {
            say(field, "had %d cases and has %d", before.size(), after.size());
            return;
        }
        for (int at = 0; at < before.size(); at++) {
            compare(field + "|" + at, before.path(at), after.path(at));
        }
    }

    private void say(String field, String what, Object... figures) {
        breaks.add((field.isEmpty() ? "(the whole)" : field) + " " + what.formatted(figures));
    }

    private static String shown(JsonNode schema, String keyword) {
        return schema.has(keyword) ? schema.path(keyword).toString() : "not said";
    }

    private static Set<String> texts(JsonNode schema, String keyword) {
        return StreamSupport.stream(schema.path(keyword).spliterator(), false)
                .map(JsonNode::asString)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
