package dev.lekha.kernel.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What is granted: one command, {@code registration/BindName}, all of a capability, {@code
 * registration/*}, one view, {@code views/nodes}, all views, {@code views/*}.
 */
public record Action(@JsonValue String value) implements Comparable<Action> {
    private static final String VIEWS = "views";
    private static final String ALL = "/*";

    @JsonCreator
    public Action {
        if (!value.matches("[a-z]{1,30}/(\\*|[A-Za-z][A-Za-z0-9-]{0,60})")) {
            throw new IllegalArgumentException(
                    "an action reads registration/BindName, registration/*, views/nodes or views/*");
        }
    }

    public static Action command(String capability, String command) {
        return new Action(capability + "/" + command);
    }

    public static Action view(String view) {
        return new Action(VIEWS + "/" + view);
    }

    /** Whether who may do this may do the other. */
    public boolean covers(Action other) {
        return equals(other)
                || value.endsWith(ALL)
                        && other.value.startsWith(value.substring(0, value.length() - 1));
    }

    @Override
    public int compareTo(Action other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
