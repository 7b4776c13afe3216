package dev.lekha.projection.charging;

import static dev.lekha.projection.charging.Examples.METER;
import static dev.lekha.projection.charging.Examples.configured;
import static dev.lekha.projection.charging.Examples.minute;
import static dev.lekha.projection.charging.Examples.shows;
import static dev.lekha.projection.charging.Examples.used;
import static dev.lekha.projection.charging.Folded.fold;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.DomainEvent;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.charging.MeterEvent.MeterExchanged;
import dev.lekha.kernel.charging.MeterEvent.MeterGapFound;
import dev.lekha.kernel.charging.MeterEvent.MeterReadingOutOfOrder;
import dev.lekha.kernel.charging.MeterEvent.MeterReadingRefused;
import dev.lekha.kernel.charging.MeterEvent.MeterRolledOver;
import dev.lekha.kernel.charging.MeterEvent.MeterStarted;
import dev.lekha.kernel.charging.MeterEvent.MeterStoodStill;
import dev.lekha.kernel.charging.Origin;
import org.junit.jupiter.api.Test;

@Requirement("C.1.2")
class MeterViewsTest {
    private static final Rational HUNDRED = Rational.of(100, 1);
    private static final Origin ORIGIN = new Origin(9, 1);
    private static final DomainEvent[] HISTORY = {
        configured(),
        new MeterStarted(METER, "energy", "kWh", shows(0, "10"), new Origin(5, 0)),
        used(6, 15, "10", "99"),
        new MeterStoodStill(METER, "energy", shows(30, "99"), new Origin(7, 0)),
        new MeterGapFound(METER, "energy", minute(30), minute(500), ORIGIN),
        new MeterRolledOver(METER, "energy", shows(30, "99"), shows(500, "1"), HUNDRED, ORIGIN),
        used(9, 500, "99", "101"),
        new MeterReadingOutOfOrder(METER, "energy", shows(3, "12"), minute(500), ORIGIN),
        new MeterReadingRefused(
                METER, "energy", shows(510, "0"), "kWh", "decreased", "0 is less than 1.", ORIGIN),
        new MeterExchanged(
                METER, "energy", minute(520), Rational.of(2, 1), Rational.of(1, 2), "kWh"),
    };

    @Test
    void a_meter_shows_its_last_good_reading_and_what_was_odd() {
        var rows = fold(new Meters(), HISTORY);
        assertThat(rows).containsOnlyKeys("meter-7/energy");
        var row = rows.firstEntry().getValue();
        assertThat(row.counts()).isEqualTo(new Meters.Counts(1, 1, 1, 1, 1));
        assertThat(row.anomalies()).isEqualTo(4);
        assertThat(row.unit()).isEqualTo("kWh");
        assertThat(row.lastTime()).isEqualTo("2026-11-01T08:40:00Z");
        assertThat(row.lastValue()).isEqualTo("1/2");
        assertThat(row.position()).isEqualTo(10);
    }

    @Test
    void a_meter_that_was_never_read_shows_nothing() {
        var row = fold(new Meters(), configured()).firstEntry().getValue();
        assertThat(row.lastTime()).isEmpty();
        assertThat(row.terms().shares()).isEqualTo(configured().shares());
    }

    @Test
    void new_terms_leave_what_was_read() {
        var row = fold(new Meters(), HISTORY[0], HISTORY[1], configured()).firstEntry().getValue();
        assertThat(row.lastValue()).isEqualTo("10");
        assertThat(row.position()).isEqualTo(3);
    }

    @Test
    void each_finding_is_a_row_that_leads_back_to_its_reading() {
        var rows = fold(new MeterAnomalies(), HISTORY);
        assertThat(rows.values())
                .extracting(MeterAnomalies.Row::kind)
                .containsExactly("gap", "roll-over", "out-of-order", "refused");
        assertThat(rows.lastEntry().getKey()).isEqualTo("0000000000000000009");
        assertThat(rows.lastEntry().getValue())
                .isEqualTo(
                        new MeterAnomalies.Row(
                                METER,
                                "energy",
                                "refused",
                                "decreased",
                                "0 is less than 1.",
                                minute(510),
                                9,
                                1,
                                9));
    }
}
