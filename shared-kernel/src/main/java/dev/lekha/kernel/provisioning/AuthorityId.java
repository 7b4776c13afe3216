package dev.lekha.kernel.provisioning;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.Ids;

/** Somebody who issues certificates to devices, as an operator names it here. */
public record AuthorityId(@JsonValue String value) {
    @JsonCreator
    public AuthorityId {
        Ids.check("an authority", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
