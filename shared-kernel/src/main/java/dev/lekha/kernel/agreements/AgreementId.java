package dev.lekha.kernel.agreements;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.Ids;

/** An agreement of two applications, for ever. */
public record AgreementId(@JsonValue String value) {
    @JsonCreator
    public AgreementId {
        Ids.check("an agreement", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
