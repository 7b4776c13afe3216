package dev.lekha.query;

import dev.lekha.kernel.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.core.JacksonException;

/**
 * Where a search goes on, written as base64url of the JSON array {@code [range, after]}.
 *
 * @param range which of the condition's stretches is read
 * @param after the last entry that was looked at
 */
record SearchCursor(int range, String after) {
    SearchCursor at(String entry) {
        return new SearchCursor(range, entry);
    }

    String text() {
        var json = Json.MAPPER.createArrayNode().add(range).add(after).toString();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @throws IllegalArgumentException where the text is no cursor
     */
    static SearchCursor read(String text, int ranges) {
        try {
            var json = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(text));
            if (json.isArray()
                    && json.size() == 2
                    && json.get(0).isIntegralNumber()
                    && json.get(0).canConvertToInt()
                    && json.get(0).intValue() >= 0
                    && json.get(0).intValue() < ranges
                    && json.get(1).isString()
                    && !json.get(1).stringValue().isEmpty()) {
                return new SearchCursor(json.get(0).intValue(), json.get(1).stringValue());
            }
        } catch (JacksonException notJson) {
            throw new IllegalArgumentException("not a cursor of this search", notJson);
        }
        throw new IllegalArgumentException("not a cursor of this search");
    }
}
