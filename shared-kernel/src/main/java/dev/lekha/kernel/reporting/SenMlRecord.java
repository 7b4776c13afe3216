package dev.lekha.kernel.reporting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One SenML record as it came, by its JSON labels (RFC 8428, table 1). */
public record SenMlRecord(@JsonValue Map<String, Object> labels) {
    private static final Set<String> NUMBERS =
            Set.of("bt", "bv", "bs", "bver", "v", "s", "t", "ut");
    private static final Set<String> TEXTS = Set.of("bn", "bu", "n", "u", "vs", "vd");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SenMlRecord {
        var known = new LinkedHashMap<String, Object>();
        labels.forEach((label, value) -> {
            if (check(label, value)) {
                known.put(label, value);
            }
        });
        labels = known;
    }

    /**
     * Whether the label is one that is used here. Unknown ones are passed over unless they must be
     * understood.
     */
    private static boolean check(String label, Object value) {
        if (label.endsWith("_")) {
            throw new IllegalArgumentException("label " + label + " must be understood and is not");
        }
        if (NUMBERS.contains(label)
                && !(value instanceof BigDecimal || value instanceof BigInteger)) {
            throw new IllegalArgumentException("label " + label + " takes a number");
        }
        if (TEXTS.contains(label) && !(value instanceof String)) {
            throw new IllegalArgumentException("label " + label + " takes a text");
        }
        if (label.equals("vb") && !(value instanceof Boolean)) {
            throw new IllegalArgumentException("label vb takes true or false");
        }
        return NUMBERS.contains(label) || TEXTS.contains(label) || label.equals("vb");
    }

    Optional<String> text(String label) {
        return Optional.ofNullable((String) labels.get(label));
    }

    Optional<Boolean> flag() {
        return Optional.ofNullable((Boolean) labels.get("vb"));
    }

    Optional<BigDecimal> number(String label) {
        return Optional.ofNullable(labels.get(label))
                .map(value ->
                        value instanceof BigInteger whole
                                ? new BigDecimal(whole)
                                : (BigDecimal) value);
    }
}
