package dev.lekha.edge.senml;

import static dev.lekha.kernel.Refused.Kind.MALFORMED;

import dev.lekha.kernel.Refused;
import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads packs in JSON (RFC 8428, section 5), token by token, so that numbers stay exactly what was
 * written.
 */
final class JsonPack {
    /** Deep enough for what an unknown label may carry, which is skipped. */
    private static final int MAX_DEPTH = 16;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNumberLength(2 * PackBuilder.MAX_DIGITS)
                                    .maxNameLength(256)
                                    .build())
                    .build();

    private JsonPack() {}

    static Pack read(byte[] payload, int maxRecords) {
        onlyUtf8(payload);
        PackBuilder pack = new PackBuilder(maxRecords);
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), payload)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new Refused(
                        MALFORMED, "pack-not-array", "A SenML pack is an array of records.");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                record(parser, pack);
            }
            if (parser.nextToken() != null) {
                throw malformed("Something follows the pack.");
            }
            return pack.finished();
        } catch (JacksonException broken) {
            throw malformed(
                    "The payload is not well-formed JSON%s: %s"
                            .formatted(where(broken), firstLine(broken)));
        }
    }

    private static void record(JsonParser parser, PackBuilder pack) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new Refused(
                    MALFORMED, "record-not-object", "Every record of a pack is an object.");
        }
        pack.startRecord();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            Optional<Label> label = Label.named(name);
            if (label.isPresent()) {
                value(parser, pack, label.get());
            } else {
                PackBuilder.unknown(name);
                parser.skipChildren();
            }
        }
        pack.endRecord();
    }

    private static void value(JsonParser parser, PackBuilder pack, Label label) {
        switch (parser.currentToken()) {
            case VALUE_STRING -> pack.text(label, parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    pack.number(label, decimal(parser.getString()));
            case VALUE_TRUE -> pack.truth(label, true);
            case VALUE_FALSE -> pack.truth(label, false);
            default -> throw PackBuilder.wrongType(label);
        }
    }

    private static BigDecimal decimal(String written) {
        try {
            return new BigDecimal(written);
        } catch (NumberFormatException beyondEveryScale) {
            throw PackBuilder.outOfRange();
        }
    }

    /**
     * The parser would also take UTF-16 and UTF-32, which RFC 8259 does not; only these have zero
     * bytes.
     */
    private static void onlyUtf8(byte[] payload) {
        for (int i = 0; i < Math.min(4, payload.length); i++) {
            if (payload[i] == 0) {
                throw malformed("The payload is not JSON in UTF-8.");
            }
        }
    }

    private static String where(JacksonException broken) {
        TokenStreamLocation location = broken.getLocation();
        return location == null ? "" : " at byte " + location.getByteOffset();
    }

    private static String firstLine(JacksonException broken) {
        return String.valueOf(broken.getOriginalMessage()).lines().findFirst().orElse("unreadable");
    }

    private static Refused malformed(String sentence) {
        return new Refused(MALFORMED, "json-malformed", sentence);
    }
}
