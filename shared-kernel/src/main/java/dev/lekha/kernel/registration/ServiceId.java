package dev.lekha.kernel.registration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.Ids;

/** A service that an application entity offers, for ever. */
public record ServiceId(@JsonValue String value) {
    @JsonCreator
    public ServiceId {
        Ids.check("a service", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
