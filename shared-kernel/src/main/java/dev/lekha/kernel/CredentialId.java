package dev.lekha.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The name under which a secret is presented. */
public record CredentialId(@JsonValue String value) {
    @JsonCreator
    public CredentialId {
        Ids.check("a credential", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
