package dev.lekha.edge.senml;

import static dev.lekha.kernel.Refused.Kind.MALFORMED;

import dev.lekha.kernel.Refused;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Reads packs in CBOR (RFC 8428, section 6) into the labels and values that JSON would have had.
 */
final class CborPack {
    /** With more zeros than this, a whole number keeps its exponent. */
    private static final int PLAIN = 40;

    private CborPack() {}

    static Pack read(byte[] payload, int maxRecords) {
        CborReader reader = new CborReader(payload);
        PackBuilder writer = new PackBuilder(maxRecords);
        CborReader.Container pack =
                reader.array()
                        .orElseThrow(() ->
                                new Refused(
                                        MALFORMED,
                                        "pack-not-array",
                                        "A SenML pack is an array of records."));
        while (pack.next()) {
            record(reader, writer);
        }
        if (!reader.atEnd()) {
            throw CborReader.malformed("Something follows the pack");
        }
        return writer.finished();
    }

    private static void record(CborReader reader, PackBuilder writer) {
        CborReader.Container map =
                reader.map()
                        .orElseThrow(() ->
                                new Refused(
                                        MALFORMED,
                                        "record-not-object",
                                        "Every record of a pack is a map."));
        Set<Object> others = new HashSet<>();
        writer.startRecord();
        while (map.next()) {
            Object key =
                    reader.scalar()
                            .orElseThrow(
                                    () -> CborReader.malformed("A label is no number or text"));
            Optional<Label> label = label(key);
            if (label.isPresent()) {
                value(reader, writer, label.get());
            } else {
                PackBuilder.unknown(key.toString());
                if (!others.add(key)) {
                    throw PackBuilder.duplicate(key.toString());
                }
                reader.skip();
            }
        }
        writer.endRecord();
    }

    private static Optional<Label> label(Object key) {
        return switch (key) {
            case String name -> Label.named(name);
            case BigDecimal number when number.scale() == 0 && number.precision() < 3 ->
                    Label.keyed(number.intValueExact());
            case BigDecimal _ -> Optional.empty();
            default -> throw CborReader.malformed("A label is no number or text");
        };
    }

    private static void value(CborReader reader, PackBuilder writer, Label label) {
        switch (reader.scalar().orElseThrow(() -> PackBuilder.wrongType(label))) {
            case String text when label.kind() == Label.Kind.TEXT -> writer.text(label, text);
            case byte[] data when label.kind() == Label.Kind.DATA ->
                    writer.text(
                            label, Base64.getUrlEncoder().withoutPadding().encodeToString(data));
            case Boolean truth -> writer.truth(label, truth);
            case BigDecimal number -> writer.number(label, plain(number));
            default -> throw PackBuilder.wrongType(label);
        }
    }

    /** Whole numbers are written out, as far as that is no attempt to fill the memory. */
    private static BigDecimal plain(BigDecimal number) {
        return number.scale() < 0 && number.scale() >= -PLAIN ? number.setScale(0) : number;
    }
}
