package dev.lekha.kernel.charging;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.Ids;

/** One version of a rating group's price. */
public record TariffId(@JsonValue String value) {
    @JsonCreator
    public TariffId {
        Ids.check("a tariff", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
