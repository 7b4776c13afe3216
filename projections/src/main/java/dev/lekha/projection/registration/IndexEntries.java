package dev.lekha.projection.registration;

import dev.lekha.kernel.predicate.Quality;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Values so written that the order of texts is theirs, and that every entry is of one node:
 *
 * <pre>
 * name "=" ("n" number | "t" text | "b0" | "b1") U+0001 node
 * number := "2" exponent digits          greater than 0, as 0.digits times 10 to the exponent
 *         | "1"                          0
 *         | "0" exponent' digits' "~"    less than 0, each digit taken from 9
 * exponent := four digits, 5000 for 0
 * </pre>
 */
public final class IndexEntries {
    /** Ends a value; lower than all that a value can hold. */
    public static final char END = '\u0001';

    /** As stores order texts: by the bytes of UTF-8. */
    public static final Comparator<String> ORDER =
            (one, other) ->
                    Arrays.compareUnsigned(
                            one.getBytes(StandardCharsets.UTF_8),
                            other.getBytes(StandardCharsets.UTF_8));

    private static final int ZERO_EXPONENT = 5_000;

    private IndexEntries() {}

    /** The entries that one name gives, by the keys of their rows. */
    static Map<String, String> of(String node, String name, Quality quality) {
        var entries = new TreeMap<String, String>();
        var key = node + "~" + name;
        if (quality instanceof Quality.Texts(var texts)) {
            for (var text : texts) {
                entries.put(key + "~" + text, entry(name, new Quality.Text(text), node));
            }
        } else {
            entries.put(key, entry(name, quality, node));
        }
        return entries;
    }

    /** Every entry of a node that is known by these. */
    public static Stream<String> all(String node, Map<String, Quality> qualities) {
        return qualities.entrySet().stream()
                .flatMap(one -> of(node, one.getKey(), one.getValue()).values().stream());
    }

    static String entry(String name, Quality value, String node) {
        return value(name, value) + END + node;
    }

    /** What the entries of all nodes that have this value begin with, up to {@link #END}. */
    public static String value(String name, Quality value) {
        return switch (value) {
            case Quality.Text(var text) -> name + "=t" + text;
            case Quality.Numeric(var number) -> name + "=n" + ordered(number);
            case Quality.Flag(var set) -> name + "=b" + (set ? 1 : 0);
            case Quality.Texts _ -> throw new IllegalArgumentException("a set has several entries");
        };
    }

    private static String ordered(BigDecimal number) {
        if (number.signum() == 0) {
            return "1";
        }
        var stripped = number.abs().stripTrailingZeros();
        var exponent = stripped.precision() - stripped.scale() + ZERO_EXPONENT;
        var digits = "%04d%s".formatted(exponent, stripped.unscaledValue());
        return number.signum() > 0 ? "2" + digits : "0" + complement(digits) + "~";
    }

    private static String complement(String digits) {
        var complement = new StringBuilder(digits.length());
        digits.chars().forEach(digit -> complement.append((char) ('0' + '9' - digit)));
        return complement.toString();
    }
}
