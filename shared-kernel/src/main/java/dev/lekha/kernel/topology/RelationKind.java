package dev.lekha.kernel.topology;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.Optional;

/**
 * How two entities are related: {@code located-in}, {@code part-of}, {@code connected-via}, {@code
 * feeds}, or a kind that was defined.
 */
public record RelationKind(@JsonValue String value) {
    /** Whether those that need no definition may not go in a circle. */
    private static final Map<String, Boolean> BUILT_IN =
            Map.of("located-in", true, "part-of", true, "connected-via", true, "feeds", false);

    @JsonCreator
    public RelationKind {
        if (!value.matches("[a-z][a-z0-9-]{0,49}")) {
            throw new IllegalArgumentException(
                    "a kind of relation has lower-case letters, digits and hyphens, at most 50");
        }
    }

    /** Whether it may not go in a circle; empty for a kind that has to be defined. */
    public Optional<Boolean> builtIn() {
        return Optional.ofNullable(BUILT_IN.get(value));
    }

    @Override
    public String toString() {
        return value;
    }
}
