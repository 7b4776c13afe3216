package dev.lekha.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What an originator calls its request, so that a repeat is known as one. */
public record RequestId(@JsonValue String value) {
    @JsonCreator
    public RequestId {
        Ids.check("a request id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
