package dev.lekha.kernel.charging;

/**
 * The reading that something follows from: the way back from money to the device's own words.
 *
 * @param report log position of the report, or 0 where an exchange of the meter led to it
 * @param reading index among the report's readings, from 0
 */
public record Origin(long report, int reading) {
    public static final Origin EXCHANGE = new Origin(0, 0);

    @Override
    public String toString() {
        return report + "." + reading;
    }
}
