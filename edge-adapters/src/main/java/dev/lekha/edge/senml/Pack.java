package dev.lekha.edge.senml;

import static dev.lekha.kernel.Refused.Kind.MALFORMED;

import dev.lekha.kernel.Refused;
import dev.lekha.kernel.reporting.SenMlRecord;
import java.util.List;
import java.util.Locale;

/**
 * A SenML pack whose syntax holds.
 *
 * @param records at least one; known labels only, numbers exact
 * @param absolute whether every record resolves to a point in time rather than to "so long ago"
 *     (RFC 8428, 4.5.3)
 */
public record Pack(List<SenMlRecord> records, boolean absolute) {
    /** What a door believes to have received. */
    private enum Form {
        JSON,
        CBOR
    }

    /**
     * Reads a pack in JSON or CBOR. Text forms of the content type are those of RFC 8428, section
     * 12.3; without one the first byte decides.
     *
     * @param contentType media type, or empty where the sender gave none
     * @throws Refused where it is not a pack, or one of more records than allowed
     */
    public static Pack read(byte[] payload, String contentType, int maxRecords) {
        if (payload.length == 0) {
            throw new Refused(
                    MALFORMED, "payload-empty", "The payload is empty; a SenML pack is expected.");
        }
        return switch (form(payload, contentType)) {
            case JSON -> JsonPack.read(payload, maxRecords);
            case CBOR -> CborPack.read(payload, maxRecords);
        };
    }

    private static Form form(byte[] payload, String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return switch (type) {
            case "application/senml+json", "application/json" -> Form.JSON;
            case "application/senml+cbor", "application/cbor" -> Form.CBOR;
            case "", "application/octet-stream" -> sniffed(payload[0]);
            default ->
                    throw new Refused(
                            MALFORMED,
                            "content-type-unknown",
                            "The content type is application/senml+json or application/senml+cbor.");
        };
    }

    private static Form sniffed(byte first) {
        return switch (first) {
            case '[', ' ', '\t', '\r', '\n' -> Form.JSON;
            default -> {
                // Major type 4 is an array: 0x80 to 0x9f.
                if ((first & 0xe0) != 0x80) {
                    throw new Refused(
                            MALFORMED,
                            "pack-not-array",
                            "The payload is no SenML pack: neither a JSON nor a CBOR array.");
                }
                yield Form.CBOR;
            }
        };
    }
}
