package dev.lekha.kernel.groups;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.Ids;

/** A group, for ever: the id of one that was destroyed is not given again. */
public record GroupId(@JsonValue String value) implements Comparable<GroupId> {
    @JsonCreator
    public GroupId {
        Ids.check("a group", value);
    }

    @Override
    public int compareTo(GroupId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
