package dev.lekha.kernel.privacy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What of a node's context is under consent: {@code location}, or whatever it says of itself. */
public record ContextName(@JsonValue String value) {
    /** Readings whose metric begins so are context: {@code context/location}. */
    public static final String OF_READINGS = "context/";

    @JsonCreator
    public ContextName {
        if (!value.matches("[A-Za-z0-9][A-Za-z0-9_.:/-]{0,99}")) {
            throw new IllegalArgumentException(
                    "a name of context has 1 to 100 letters, digits and _ . : / - and starts with a letter or digit");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
