package dev.lekha.kernel.reporting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.Rational;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

/**
 * What a reading says: a number, a text, yes or no, or bytes (RFC 8428, 4.2). In JSON the plain
 * value itself.
 */
public sealed interface Value {
    record Numeric(@JsonValue BigDecimal number) implements Value {
        public Numeric {
            Rational.requireBounded(number);
        }

        public Rational exact() {
            return Rational.of(number);
        }
    }

    record Text(@JsonValue String text) implements Value {}

    record Flag(@JsonValue boolean set) implements Value {}

    /** Bytes, in base64url as they came; in JSON {@code {"data": "..."}} to be told from a text. */
    record Data(String data) implements Value {}

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Value read(Object json) {
        return switch (json) {
            case BigDecimal number -> new Numeric(number);
            case BigInteger number -> new Numeric(new BigDecimal(number));
            case String text -> new Text(text);
            case Boolean set -> new Flag(set);
            case Map<?, ?> object
                    when object.size() == 1 && object.get("data") instanceof String data ->
                    new Data(data);
            default ->
                    throw new IllegalArgumentException(
                            "a value is a number, a text, a truth value or data");
        };
    }
}
