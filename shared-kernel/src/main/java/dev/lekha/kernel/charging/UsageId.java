package dev.lekha.kernel.charging;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.lekha.kernel.Ids;

/**
 * A charging reference: one usage record and all that is derived from it. It follows from where the
 * usage came from, so that the same reading can never be charged under two references.
 */
public record UsageId(@JsonValue String value) {
    @JsonCreator
    public UsageId {
        Ids.check("a usage", value);
    }

    /** {@code report.reading.share}: {@code 4711.0.1}. */
    public static UsageId of(Origin origin, int share) {
        return new UsageId(origin + "." + share);
    }

    /** {@code report.reading.xN.share}, of the last reading before the meter's Nth exchange. */
    public static UsageId ofExchange(Origin last, int exchange, int share) {
        return new UsageId(last + ".x" + exchange + "." + share);
    }

    @Override
    public String toString() {
        return value;
    }
}
