package dev.lekha.edge.senml;

import static dev.lekha.kernel.Refused.Kind.MALFORMED;
import static dev.lekha.kernel.Refused.Kind.TOO_LARGE;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Refused;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/**
 * Collects the records that a reader finds and writes them down as JSON: what both forms of a pack
 * have in common.
 */
final class PackWriter {
    /** Smaller times are relative to now (RFC 8428, 4.5.3). */
    private static final BigDecimal ABSOLUTE = BigDecimal.valueOf(1L << 28);

    /**
     * SenML's numbers are those of a double; a wider exponent is an attempt to make somebody
     * calculate for long.
     */
    private static final int MAX_EXPONENT = 400;

    static final int MAX_DIGITS = 100;

    private final ByteArrayOutputStream bytes;
    private final JsonGenerator json;
    private final int maxRecords;
    private final Set<Label> seen = EnumSet.noneOf(Label.class);
    private BigDecimal baseTime = BigDecimal.ZERO;
    private BigDecimal time = BigDecimal.ZERO;
    private boolean absolute = true;
    private int records;

    PackWriter(int sizeHint, int maxRecords) {
        this.bytes = new ByteArrayOutputStream(sizeHint);
        this.json = Json.MAPPER.createGenerator(bytes);
        this.maxRecords = maxRecords;
        json.writeStartArray();
    }

    void startRecord() {
        if (++records > maxRecords) {
            throw new Refused(
                    TOO_LARGE,
                    "pack-too-long",
                    "A pack holds at most %d records.".formatted(maxRecords));
        }
        seen.clear();
        time = BigDecimal.ZERO;
        json.writeStartObject();
    }

    void endRecord() {
        absolute &= baseTime.add(time).compareTo(ABSOLUTE) >= 0;
        json.writeEndObject();
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
        name(label);
        json.writeString(value);
    }

    void truth(Label label, boolean value) {
        if (label.kind() != Label.Kind.BOOLEAN) {
            throw wrongType(label);
        }
        name(label);
        json.writeBoolean(value);
    }

    /**
     * @param written the number as it is to stand in the JSON
     */
    void number(Label label, BigDecimal value, String written) {
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
        name(label);
        json.writeNumber(written);
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
        if (records == 0) {
            throw new Refused(MALFORMED, "pack-empty", "A pack holds at least one record.");
        }
        json.writeEndArray();
        json.close();
        return new Pack(bytes.toByteArray(), records, absolute);
    }

    private void name(Label label) {
        if (!seen.add(label)) {
            throw duplicate(label.json());
        }
        json.writeName(label.json());
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
        return text.codePoints()
                .noneMatch(
                        each -> each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE);
    }

    private static void bounded(BigDecimal value) {
        long exponent = (long) value.precision() - value.scale() - 1;
        if (value.precision() > MAX_DIGITS || Math.abs(exponent) > MAX_EXPONENT) {
            throw outOfRange();
        }
    }
}
