package dev.lekha.kernel.topology;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.Ids;

/** What is related: a node by its id, or anything else that has a name, such as a room. */
public record EntityId(@JsonValue String value) {
    @JsonCreator
    public EntityId {
        Ids.check("an entity", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
