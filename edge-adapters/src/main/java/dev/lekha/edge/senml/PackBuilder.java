package dev.lekha.edge.senml;

import static dev.lekha.kernel.Refused.Kind.MALFORMED;
import static dev.lekha.kernel.Refused.Kind.TOO_LARGE;

import dev.lekha.kernel.Refused;
import dev.lekha.kernel.reporting.SenMlPack;
import dev.lekha.kernel.reporting.SenMlRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the records that a reader finds: what both forms of a pack have in common. */
final class PackBuilder {
    /** Smaller times are relative to now (RFC 8428, 4.5.3). */
    private static final BigDecimal ABSOLUTE = BigDecimal.valueOf(1L << 28);

    /**
     * SenML's numbers are those of a double; a wider exponent is an attempt to make somebody
     * calculate for long.
     */
    private static final int MAX_EXPONENT = 400;

    static final int MAX_DIGITS = 100;

    private final int maxRecords;
    private final List<SenMlRecord> records = new ArrayList<>();
    private Map<String, Object> labels = Map.of();
    private BigDecimal baseTime = BigDecimal.ZERO;
    private BigDecimal time = BigDecimal.ZERO;
    private boolean absolute = true;

    PackBuilder(int maxRecords) {
        this.maxRecords = Math.min(maxRecords, SenMlPack.MOST_RECORDS);
    }

    void startRecord() {
        if (records.size() == maxRecords) {
            throw new Refused(
                    TOO_LARGE,
                    "pack-too-long",
                    "A pack holds at most %d records.".formatted(maxRecords));
        }
        labels = new LinkedHashMap<>();
        time = BigDecimal.ZERO;
    }

    void endRecord() {
        absolute &= baseTime.add(time).compareTo(ABSOLUTE) >= 0;
        records.add(new SenMlRecord(labels));
    }

    void text(Label label, String value) {
        if (label.kind() != Label.Kind.TEXT && label.kind() != Label.Kind.DATA) {
            throw wrongType(label);
        }
        if (!isUnicode(value)) {
            throw new Refused(
                    MALFORMED,
                    "text-malformed",
                    "The text of label '%s' has half a character.".formatted(label.json()));
        }
        put(label, value);
    }

    void truth(Label label, boolean value) {
        if (label.kind() != Label.Kind.BOOLEAN) {
            throw wrongType(label);
        }
        put(label, value);
    }

    void number(Label label, BigDecimal value) {
        if (label.kind() != Label.Kind.NUMBER) {
            throw wrongType(label);
        }
        bounded(value);
        switch (label) {
            case BASE_TIME -> baseTime = value;
            case TIME -> time = value;
            default -> {
                // Only times decide what a record means here.
            }
        }
        put(label, value);
    }

    /**
     * Judges a label that RFC 8428 does not know: it is left out, unless its sender says that it
     * must be understood.
     */
    static void unknown(String name) {
        if (name.endsWith("_")) {
            throw new Refused(
                    MALFORMED,
                    "label-not-understood",
                    "A label that must be understood (RFC 8428, 4.4) is not known here.");
        }
    }

    static Refused wrongType(Label label) {
        return new Refused(
                MALFORMED,
                "label-type-wrong",
                "The value of label '%s' is of the wrong type.".formatted(label.json()));
    }

    static Refused outOfRange() {
        return new Refused(
                MALFORMED,
                "number-out-of-range",
                "A number has more than %d digits or an exponent beyond ±%d."
                        .formatted(MAX_DIGITS, MAX_EXPONENT));
    }

    Pack finished() {
        if (records.isEmpty()) {
            throw new Refused(MALFORMED, "pack-empty", "A pack holds at least one record.");
        }
        return new Pack(List.copyOf(records), absolute);
    }

    private void put(Label label, Object value) {
        if (labels.putIfAbsent(label.json(), value) != null) {
            throw duplicate(label.json());
        }
    }

    static Refused duplicate(String label) {
        return new Refused(
                MALFORMED, "label-duplicate", "A record says '%s' twice.".formatted(label));
    }

    /**
     * Half a surrogate pair can be escaped in JSON, but neither written in UTF-8 nor passed on
     * unchanged.
     */
    private static boolean isUnicode(String text) {
        for (var at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(at))) {
                    return false;
                }
                at++;
            }
        }
        return true;
    }

    private static void bounded(BigDecimal value) {
        long exponent = (long) value.precision() - value.scale() - 1;
        if (value.precision() > MAX_DIGITS || Math.abs(exponent) > MAX_EXPONENT) {
            throw outOfRange();
        }
    }
}
