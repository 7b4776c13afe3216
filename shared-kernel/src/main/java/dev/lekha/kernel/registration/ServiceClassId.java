package dev.lekha.kernel.registration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.Ids;

/** What an application demands of a node that it works with, by name. */
public record ServiceClassId(@JsonValue String value) {
    @JsonCreator
    public ServiceClassId {
        Ids.check("a service class", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
