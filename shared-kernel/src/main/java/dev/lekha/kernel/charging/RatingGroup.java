package dev.lekha.kernel.charging;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.Ids;

/** What is priced alike (3GPP TS 32.290, ratingGroup). */
public record RatingGroup(@JsonValue String value) {
    @JsonCreator
    public RatingGroup {
        Ids.check("a rating group", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
