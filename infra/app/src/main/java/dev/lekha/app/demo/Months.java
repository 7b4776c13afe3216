package dev.lekha.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * When a meter reports: half of the times in a month whose books are going to be closed, the others
 * in the next.
 *
 * @param reports of each meter
 * @param first the month that is going to be closed
 */
record Months(int reports, YearMonth first) {
    private static final Duration MONTH = Duration.ofDays(28);

    /** The first report of the second month. */
    int half() {
        return (reports + 1) / 2;
    }

    /** Evenly spread over the month that it lies in. */
    Instant time(int report) {
        var early = report < half();
        var place = early ? report + 1 : report - half() + 1;
        var places = early ? half() + 1 : reports - half() + 1;
        var start = (early ? first : first.plusMonths(1)).atDay(1).atStartOfDay(ZoneOffset.UTC);
        return start.toInstant().plusSeconds(MONTH.toSeconds() * place / places);
    }
}
