package dev.lekha.store.mongo;

import dev.lekha.kernel.Json;
import dev.lekha.projection.Views.Query;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.core.JacksonException;

/**
 * The last row of a page: where the next one goes on. Written as base64url of the JSON array {@code
 * [sort, descending, value, key]}.
 *
 * @param value of the sorted field as a {@link SortText}; empty where rows are sorted by key
 */
record ViewCursor(String value, String key) {
    String text(Query query) {
        var json = Json.MAPPER.createArrayNode().add(query.sort()).add(query.descending());
        byte[] utf8 = json.add(value).add(key).toString().getBytes(StandardCharsets.UTF_8);
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
                    && json.get(2).isString()
                    && json.get(3).isString()) {
                return new ViewCursor(json.get(2).stringValue(), json.get(3).stringValue());
            }
        } catch (JacksonException notJson) {
            throw new IllegalArgumentException("not a cursor of this query", notJson);
        }
        throw new IllegalArgumentException("not a cursor of this query");
    }
}
