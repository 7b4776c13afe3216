package dev.lekha.edge.senml;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The labels of RFC 8428, tables 1 and 4: their names in JSON, their keys in CBOR, and what they
 * hold.
 */
enum Label {
    BASE_VERSION("bver", -1, Kind.NUMBER),
    BASE_NAME("bn", -2, Kind.TEXT),
    BASE_TIME("bt", -3, Kind.NUMBER),
    BASE_UNIT("bu", -4, Kind.TEXT),
    BASE_VALUE("bv", -5, Kind.NUMBER),
    BASE_SUM("bs", -6, Kind.NUMBER),
    NAME("n", 0, Kind.TEXT),
    UNIT("u", 1, Kind.TEXT),
    VALUE("v", 2, Kind.NUMBER),
    STRING_VALUE("vs", 3, Kind.TEXT),
    BOOLEAN_VALUE("vb", 4, Kind.BOOLEAN),
    SUM("s", 5, Kind.NUMBER),
    TIME("t", 6, Kind.NUMBER),
    UPDATE_TIME("ut", 7, Kind.NUMBER),
    /** Text in JSON (base64url), a byte string in CBOR. */
    DATA_VALUE("vd", 8, Kind.DATA);

    /** What a label may hold. */
    enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        DATA
    }

    private static final Map<String, Label> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(Label::json, label -> label));
    private static final Map<Integer, Label> BY_KEY =
            Arrays.stream(values()).collect(Collectors.toMap(Label::cbor, label -> label));

    private final String json;
    private final int cbor;
    private final Kind kind;

    Label(String json, int cbor, Kind kind) {
        this.json = json;
        this.cbor = cbor;
        this.kind = kind;
    }

    static Optional<Label> named(String json) {
        return Optional.ofNullable(BY_NAME.get(json));
    }

    static Optional<Label> keyed(int cbor) {
        return Optional.ofNullable(BY_KEY.get(cbor));
    }

    String json() {
        return json;
    }

    int cbor() {
        return cbor;
    }

    Kind kind() {
        return kind;
    }
}
