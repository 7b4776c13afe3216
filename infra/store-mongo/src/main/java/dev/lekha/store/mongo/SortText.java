package dev.lekha.store.mongo;

import dev.lekha.kernel.Json;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/*
 * A declared field is stored as a text whose order, byte by byte, is that of the values: all numbers, then all texts,
 * then what is missing. A number is its sign, its exponent with an offset, and its digits; of a negative one each digit
 * is turned round (9 for 0) and a "~" closes it. So numbers are exact whatever their size, and each kind is one range
 * of the index.
 */

/** The declared fields of rows as they are compared. */
final class SortText {
    static final String NUMBERS = "1";
    static final String TEXTS = "2";
    static final String MISSING = "3";

    private static final long EXPONENT_OFFSET = 5_000_000_000L;

    private SortText() {}

    static String text(String value) {
        return TEXTS + value;
    }

    static String number(BigDecimal number) {
        var plain = number.stripTrailingZeros();
        if (plain.signum() == 0) {
            return NUMBERS + "1";
        }
        long exponent = EXPONENT_OFFSET + plain.precision() - plain.scale();
        var size = "%010d%s".formatted(exponent, plain.unscaledValue().abs());
        return plain.signum() > 0 ? NUMBERS + "2" + size : NUMBERS + "0" + turned(size) + "~";
    }

    private static String turned(String digits) {
        var turned = new StringBuilder(digits.length());
        digits.chars().forEach(digit -> turned.append((char) ('9' - (digit - '0'))));
        return turned.toString();
    }

    /** What a filter's value is as a number, where it is one. */
    static Optional<String> asNumber(String value) {
        return value.matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?")
                ? Optional.of(number(new BigDecimal(value)))
                : Optional.empty();
    }

    /** In the order of the fields. */
    static List<String> of(byte[] json, List<String> fields) {
        var values = new String[fields.size()];
        Arrays.fill(values, MISSING);
        if (fields.isEmpty()) {
            return List.of();
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
        return List.of(values);
    }

    private static String value(JsonParser parser, String field) {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> text(parser.getString());
            case VALUE_TRUE, VALUE_FALSE -> text(String.valueOf(parser.getBooleanValue()));
            case VALUE_NULL -> MISSING;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getDecimalValue());
            default ->
                    throw new IllegalArgumentException(
                            "the declared field \"%s\" is neither text nor a number"
                                    .formatted(field));
        };
    }
}
