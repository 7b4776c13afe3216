package dev.lekha.store.embedded;

import dev.lekha.kernel.Json;
import dev.lekha.projection.Views.Query;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The last row of a page: where the next one goes on. Written as base64url of the JSON array {@code
 * [sort, descending, value, key]}, the value null where the row lacks the field.
 */
record ViewCursor(Object value, String key) {
    String text(Query query) {
        var json = Json.MAPPER.createArrayNode().add(query.sort()).add(query.descending());
        switch (value) {
            case Number number when number instanceof Double -> json.add(number.doubleValue());
            case Number number -> json.add(number.longValue());
            case String text -> json.add(text);
            default -> json.addNull();
        }
        byte[] utf8 = json.add(key).toString().getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(utf8);
    }

    /**
     * @throws IllegalArgumentException where the text is no cursor, or one of another sort
     */
    static ViewCursor read(Query query) {
        try {
            var json = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(query.after()));
            if (json.isArray()
                    && json.size() == 4
                    && json.get(0).isString()
                    && json.get(0).stringValue().equals(query.sort())
                    && json.get(1).isBoolean()
                    && json.get(1).booleanValue() == query.descending()
                    && json.get(3).isString()) {
                return new ViewCursor(value(json.get(2)), json.get(3).stringValue());
            }
        } catch (JacksonException notJson) {
            throw new IllegalArgumentException("not a cursor of this query", notJson);
        }
        throw new IllegalArgumentException("not a cursor of this query");
    }

    private static Object value(JsonNode json) {
        if (json.isString()) {
            return json.stringValue();
        }
        if (json.isIntegralNumber()) {
            return json.longValue();
        }
        return json.isNumber() ? json.doubleValue() : FieldValues.MISSING;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ViewCursor(var otherValue, var otherKey)
                && key.equals(otherKey)
                && Arrays.deepEquals(new Object[] {value}, new Object[] {otherValue});
    }

    @Override
    public int hashCode() {
        return List.of(key).hashCode();
    }
}
