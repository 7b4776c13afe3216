package dev.lekha.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** An application (oneM2M AE). */
public record ApplicationEntityId(@JsonValue String value) {
    @JsonCreator
    public ApplicationEntityId {
        Ids.check("an application entity", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
