package dev.lekha.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A device or gateway (oneM2M node), for ever. */
public record NodeId(@JsonValue String value) {
    @JsonCreator
    public NodeId {
        Ids.check("a node", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
