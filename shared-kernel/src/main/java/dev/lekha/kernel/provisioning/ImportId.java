package dev.lekha.kernel.provisioning;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.Ids;

/** One upload of many rows, for ever. */
public record ImportId(@JsonValue String value) {
    @JsonCreator
    public ImportId {
        Ids.check("an import", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
