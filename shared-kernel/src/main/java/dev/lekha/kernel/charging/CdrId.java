package dev.lekha.kernel.charging;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.Ids;

/** A charging data record; there is exactly one to a usage record. */
public record CdrId(@JsonValue String value) {
    @JsonCreator
    public CdrId {
        Ids.check("a charging data record", value);
    }

    public static CdrId of(UsageId usage) {
        return new CdrId("cdr:" + usage);
    }

    @Override
    public String toString() {
        return value;
    }
}
