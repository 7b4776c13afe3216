package dev.lekha.kernel.charging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-01T00:00:00Z,      2026-11, 2026-12",
        "2026-11-30T23:59:59.999Z,  2026-11, 2026-12",
        "2026-12-31T23:59:59Z,      2026-12, 2027-01",
        "2028-02-29T12:00:00Z,      2028-02, 2028-03",
    })
    void an_instant_lies_in_the_month_that_it_has_in_utc(
            Instant instant, String period, String next) {
        assertThat(Period.of(instant)).isEqualTo(Period.parse(period)).hasToString(period);
        assertThat(Period.of(instant).next()).hasToString(next);
        assertThat(Period.of(Period.of(instant).end())).hasToString(next);
        assertThat(Period.of(Period.of(instant).end().minusNanos(1))).hasToString(period);
    }
}
