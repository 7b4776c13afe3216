package dev.lekha.kernel.charging;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lekha.kernel.Omittable;

/**
 * The reading that something follows from: the way back from money to the device's own words.
 *
 * @param report log position of the report, or 0 where an exchange of the meter led to it
 * @param reading index among the report's readings, from 0
 * @param visitedDomain where the report was heard, or empty (4.14)
 */
public record Origin(
        long report,
        int reading,
        @Omittable @JsonInclude(JsonInclude.Include.NON_EMPTY) String visitedDomain) {
    public static final Origin EXCHANGE = new Origin(0, 0);

    public Origin(long report, int reading) {
        this(report, reading, "");
    }

    @Override
    public String toString() {
        return report + "." + reading;
    }
}
