package dev.lekha.kernel.registration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A name in a naming scheme, written {@code scheme:value}: {@code urn:dev:mac:0024befffe804ff1},
 * {@code sip:m1@town}.
 */
public record Name(@JsonValue String value) {
    @JsonCreator
    public Name {
        if (!value.matches("[a-z][a-z0-9+.-]{0,29}:\\S{1,200}")) {
            throw new IllegalArgumentException(
                    "a name reads scheme:value, without spaces, at most 230 characters");
        }
    }

    /** What tells this name from the same one in another scope: {@code group:g1|name:pump}. */
    public String within(String scope) {
        return scope.isEmpty() ? value : scope + "|" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
