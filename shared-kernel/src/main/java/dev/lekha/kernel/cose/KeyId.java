package dev.lekha.kernel.cose;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.Ids;
import java.nio.charset.StandardCharsets;

/** What a signer calls a key (RFC 9052 {@code kid}); used once by each signer. */
public record KeyId(@JsonValue String value) {
    @JsonCreator
    public KeyId {
        Ids.check("a key id", value);
    }

    /**
     * @throws IllegalArgumentException where the bytes are no id
     */
    static KeyId of(byte[] ascii) {
        return new KeyId(new String(ascii, StandardCharsets.ISO_8859_1));
    }

    byte[] bytes() {
        return value.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return value;
    }
}
