package dev.lekha.projection.charging;

import static dev.lekha.projection.charging.Examples.ANNA;
import static dev.lekha.projection.charging.Examples.EUR;
import static dev.lekha.projection.charging.Examples.POWER;
import static dev.lekha.projection.charging.Examples.cdr;
import static dev.lekha.projection.charging.Examples.closed;
import static dev.lekha.projection.charging.Examples.rated;
import static dev.lekha.projection.charging.Examples.tariff;
import static dev.lekha.projection.charging.Examples.used;
import static dev.lekha.projection.charging.Folded.fold;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Rational;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.charging.MeterEvent.UsageRecorded;
import dev.lekha.kernel.charging.Period;
import java.util.List;
import org.junit.jupiter.api.Test;

@Requirement({"5.3.1", "C.1.2"})
class BillingViewsTest {
    private static final UsageRecorded FIRST = used(6, 15, "10", "11");
    private static final UsageRecorded SECOND = used(7, 30, "11", "13");

    @Test
    void the_ledger_sums_up_exactly_and_rounds_only_for_the_eye() {
        var rows =
                fold(
                        new UsageLedger(),
                        FIRST,
                        cdr(FIRST, "2026-11", ""),
                        SECOND,
                        cdr(SECOND, "2026-11", ""));
        assertThat(rows)
                .hasSize(1)
                .containsEntry(
                        "anna~power~2026-11",
                        new UsageLedger.Row(
                                ANNA,
                                POWER,
                                Period.parse("2026-11"),
                                List.of(new UsageLedger.Quantity("kWh", Rational.of(3, 1))),
                                List.of(new UsageLedger.Amount(EUR, Rational.ONE, "1.00 EUR")),
                                2,
                                0,
                                2,
                                4));
    }

    @Test
    void late_usage_leaves_the_closed_row_as_it_was() {
        var before = fold(new UsageLedger(), cdr(FIRST, "2026-11", ""), closed("2026-11"));
        var after =
                fold(
                        new UsageLedger(),
                        cdr(FIRST, "2026-11", ""),
                        closed("2026-11"),
                        SECOND,
                        cdr(SECOND, "2026-12", "2026-11"));
        assertThat(after).hasSize(2).containsAllEntriesOf(before);
        var next = after.get("anna~power~2026-12");
        assertThat(next.adjustments()).isEqualTo(1);
        assertThat(next.amounts())
                .containsExactly(new UsageLedger.Amount(EUR, Rational.of(2, 3), "0.67 EUR"));
    }

    @Test
    void charging_records_stand_in_the_order_of_the_log_and_lead_back_to_the_reading() {
        var rows = fold(new Cdrs(), FIRST, cdr(FIRST, "2026-11", ""), cdr(SECOND, "2026-11", ""));
        assertThat(rows.keySet()).containsExactly("0000000000000000002", "0000000000000000003");
        var row = rows.firstEntry().getValue();
        assertThat(row.amount()).isEqualTo(Rational.of(1, 3));
        assertThat(row.rounded()).isEqualTo("0.33 EUR");
        assertThat(row.report()).isEqualTo(6);
        assertThat(row.reading()).isZero();
        assertThat(row.position()).isEqualTo(2);
    }

    @Test
    void usage_waits_in_sight_until_it_is_rated() {
        assertThat(fold(new UnratedUsage(), FIRST, SECOND, rated(FIRST)).keySet())
                .containsExactly("7.0.0");
        assertThat(fold(new UnratedUsage(), FIRST, rated(FIRST))).isEmpty();
    }

    @Test
    void a_closed_period_says_what_it_reflects() {
        assertThat(fold(new Periods(), cdr(FIRST, "2026-11", ""), closed("2026-11")))
                .containsEntry(
                        "anna~2026-11",
                        new Periods.Row(ANNA, Period.parse("2026-11"), Folded.RECORDED, 2));
    }

    @Test
    void tariffs_stand_in_the_order_of_their_days() {
        var rows =
                fold(
                        new PublishedTariffs(),
                        tariff("t2", "2026-12-01"),
                        tariff("t1", "2026-11-01"));
        assertThat(rows.keySet()).containsExactly("power~2026-11-01", "power~2026-12-01");
        assertThat(rows.firstEntry().getValue().price()).isEqualTo(Rational.of(1, 3));
    }
}
