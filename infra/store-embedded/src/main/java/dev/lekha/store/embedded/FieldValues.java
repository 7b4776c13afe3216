package dev.lekha.store.embedded;

import dev.lekha.kernel.Json;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The declared fields of a row as the table keeps them: numbers as numbers, all else as text, and
 * empty bytes for what is missing. SQLite puts numbers before text and text before bytes, so each
 * kind is a range of its own.
 */
final class FieldValues {
    static final byte[] MISSING = {};

    private FieldValues() {}

    /** In the order of the fields. */
    static Object[] of(byte[] json, List<String> fields) {
        var values = new Object[fields.size()];
        Arrays.fill(values, MISSING);
        if (fields.isEmpty()) {
            return values;
        }
        try (var parser = Json.MAPPER.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("a row is a JSON object");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                int index = fields.indexOf(parser.currentName());
                parser.nextToken();
                if (index < 0) {
                    parser.skipChildren();
                } else {
                    values[index] = value(parser, fields.get(index));
                }
            }
        }
        return values;
    }

    private static Object value(JsonParser parser, String field) {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getString();
            case VALUE_TRUE, VALUE_FALSE -> String.valueOf(parser.getBooleanValue());
            case VALUE_NULL -> MISSING;
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            default ->
                    throw new IllegalArgumentException(
                            "the declared field \"%s\" is neither text nor a number"
                                    .formatted(field));
        };
    }

    private static Object whole(JsonParser parser) {
        return switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            default -> parser.getDoubleValue();
        };
    }
}
