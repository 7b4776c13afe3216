package dev.lekha.kernel.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.Ids;

/** One grant among those of an application; its id is used once. */
public record GrantId(@JsonValue String value) {
    @JsonCreator
    public GrantId {
        Ids.check("a grant", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
