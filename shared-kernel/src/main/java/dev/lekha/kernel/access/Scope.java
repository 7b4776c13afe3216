package dev.lekha.kernel.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.groups.Member;

/**
 * What a grant is about: {@code node:id}; {@code group:id}, which is the group and whatever node is
 * in it at the time; or {@code tenant}, which is everything.
 */
public record Scope(@JsonValue String value) {
    public static final Scope TENANT = new Scope("tenant");

    @JsonCreator
    public Scope {
        if (!value.equals("tenant")) {
            Member.read(value);
        }
    }

    /** Whether an entity, as {@code node:id} or {@code group:id}, is meant by its own name. */
    public boolean names(String entity) {
        return value.equals("tenant") || value.equals(entity);
    }

    public boolean isGroup() {
        return value.startsWith("group:");
    }

    @Override
    public String toString() {
        return value;
    }
}
