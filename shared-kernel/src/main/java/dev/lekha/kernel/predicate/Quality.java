package dev.lekha.kernel.predicate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.Rational;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The value of one attribute or capability: a text, a number, a truth value or a set of texts. In
 * JSON the plain value itself, a set as an array.
 */
public sealed interface Quality {
    int LONGEST_TEXT = 200;
    int LARGEST_SET = 64;

    /** At most 200 characters. */
    record Text(@JsonValue String text) implements Quality {
        public Text {
            check(text);
        }
    }

    /** Exact; 30 and 30.0 are the same. */
    record Numeric(@JsonValue BigDecimal number) implements Quality {
        public Numeric {
            Rational.requireBounded(number);
            var short0 = number.stripTrailingZeros();
            number = short0.scale() < 0 ? short0.setScale(0) : short0;
        }
    }

    record Flag(@JsonValue boolean set) implements Quality {}

    /** At most 64 texts. */
    record Texts(@JsonValue SortedSet<String> texts) implements Quality {
        public Texts {
            if (texts.size() > LARGEST_SET) {
                throw new IllegalArgumentException("a set has at most " + LARGEST_SET + " texts");
            }
            texts.forEach(Quality::check);
            texts = new TreeSet<>(texts);
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Quality read(Object json) {
        return switch (json) {
            case BigDecimal number -> new Numeric(number);
            case BigInteger number -> new Numeric(new BigDecimal(number));
            case String text -> new Text(text);
            case Boolean set -> new Flag(set);
            case Collection<?> several -> new Texts(texts(several));
            default ->
                    throw new IllegalArgumentException(
                            "a value is a text, a number, a truth value or an array of texts");
        };
    }

    private static SortedSet<String> texts(Collection<?> several) {
        var texts = new TreeSet<String>();
        for (var one : several) {
            if (!(one instanceof String text)) {
                throw new IllegalArgumentException("an array holds texts only");
            }
            texts.add(text);
        }
        return texts;
    }

    private static void check(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    "a text has at most " + LONGEST_TEXT + " characters");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a text has no control characters");
        }
    }
}
