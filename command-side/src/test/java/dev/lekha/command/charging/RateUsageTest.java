package dev.lekha.command.charging;

import static dev.lekha.command.Scenario.given;
import static dev.lekha.command.charging.Examples.ANNA;
import static dev.lekha.command.charging.Examples.BELA;
import static dev.lekha.command.charging.Examples.ENERGY;
import static dev.lekha.command.charging.Examples.METER;
import static dev.lekha.command.charging.Examples.NOVEMBER;
import static dev.lekha.command.charging.Examples.POWER;
import static dev.lekha.command.charging.Examples.closed;
import static dev.lekha.command.charging.Examples.number;
import static dev.lekha.command.charging.Examples.shows;
import static dev.lekha.command.charging.Examples.tariff;
import static dev.lekha.command.charging.Examples.used;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.command.Scenario;
import dev.lekha.kernel.Money;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.charging.CdrId;
import dev.lekha.kernel.charging.ChargingEvent.CdrIssued;
import dev.lekha.kernel.charging.ChargingEvent.PeriodClosed;
import dev.lekha.kernel.charging.ChargingEvent.UsageAdjusted;
import dev.lekha.kernel.charging.ChargingEvent.UsageRated;
import dev.lekha.kernel.charging.MeterEvent.UsageRecorded;
import dev.lekha.kernel.charging.Origin;
import dev.lekha.kernel.charging.Period;
import dev.lekha.kernel.charging.RatingGroup;
import dev.lekha.kernel.charging.TariffId;
import dev.lekha.kernel.charging.UsageId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Requirement({"5.3.1", "C.1.2"})
class RateUsageTest {
    private static final UsageId USAGE = new UsageId("6.0.0");
    private static final RateUsage RATE = new RateUsage(USAGE, ANNA, POWER);
    private static final UsageRecorded USED = used(6, shows(0, "10"), shows(15, "11.5"), "3/2");
    private static final Money PRICE = Money.of("EUR", "1/50");
    private static final Money AMOUNT = Money.of("EUR", "3/100");
    private static final UsageRated RATED =
            new UsageRated(USAGE, new TariffId("t1"), PRICE, "kWh", number("3/2"), AMOUNT);

    private static CdrIssued cdr(String period, String adjusts) {
        return new CdrIssued(
                new CdrId("cdr:6.0.0"),
                USAGE,
                ANNA,
                POWER,
                METER,
                ENERGY,
                shows(0, "10"),
                shows(15, "11.5"),
                number("3/2"),
                "kWh",
                new TariffId("t1"),
                PRICE,
                "kWh",
                AMOUNT,
                Period.parse(period),
                adjusts,
                new Origin(6, 0));
    }

    private static Scenario recorded() {
        return given(USED, tariff("t1", "1/50", "kWh", "2026-11-01"));
    }

    @Test
    void a_usage_record_gets_its_price_and_its_charging_record_together() {
        recorded().when(RATE).thenEvents(RATED, cdr("2026-11", ""));
    }

    @Test
    void a_usage_record_is_rated_once() {
        given(USED, tariff("t1", "1/50", "kWh", "2026-11-01"), RATED, cdr("2026-11", ""))
                .when(RATE)
                .thenNothing();
    }

    @Test
    void usage_without_a_tariff_waits_for_one() {
        given(USED).when(RATE).thenRefused("no-tariff");
        given(USED, tariff("t1", "1/50", "kWh", "2026-11-02")).when(RATE).thenRefused("no-tariff");
        given(USED, tariff("t1", "1/50", "kWh", "2026-10-01"))
                .when(RATE)
                .thenEvents(RATED, cdr("2026-11", ""));
    }

    @Test
    void the_tariff_of_the_day_counts_and_not_the_latest_one() {
        var events =
                given(
                                tariff("t3", "3", "kWh", "2026-11-02"),
                                tariff("t2", "2", "kWh", "2026-11-01"),
                                tariff("t1", "1", "kWh", "2026-10-31"),
                                USED)
                        .when(RATE)
                        .events();
        assertThat(((UsageRated) events.getFirst()).tariff()).isEqualTo(new TariffId("t2"));
    }

    @Test
    void late_usage_of_a_closed_period_is_billed_in_the_next_open_one() {
        var into = Period.parse("2027-01");
        given(
                        USED,
                        tariff("t1", "1/50", "kWh", "2026-11-01"),
                        closed("2026-11"),
                        closed("2026-12"),
                        closed("2027-02"))
                .when(RATE)
                .thenEvents(
                        RATED,
                        new UsageAdjusted(USAGE, ANNA, POWER, NOVEMBER, into, AMOUNT),
                        cdr("2027-01", "2026-11"));
    }

    @Test
    void another_subscriptions_closing_is_not_mine() {
        given(USED, tariff("t1", "1/50", "kWh", "2026-11-01"), new PeriodClosed(BELA, NOVEMBER))
                .when(RATE)
                .thenEvents(RATED, cdr("2026-11", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "kWh, 1/50,     3/100",
        "Wh,  1/50000,  3/100",
        "J,   1,        5400000",
        "kWh, 0,        0",
    })
    void a_tariff_may_price_another_unit_of_the_same_quantity(
            String unit, String price, String amount) {
        var events = given(USED, tariff("t1", price, unit, "2026-11-01")).when(RATE).events();
        assertThat(((CdrIssued) events.getLast()).amount()).isEqualTo(Money.of("EUR", amount));
    }

    @ParameterizedTest
    @CsvSource({"m3", "count", "''"})
    void a_tariff_for_something_else_is_no_price(String unit) {
        given(USED, tariff("t1", "1", unit, "2026-11-01")).when(RATE).thenRefused("unit-mismatch");
    }

    @Test
    void the_caller_cannot_choose_who_pays_or_how_much() {
        recorded().when(new RateUsage(USAGE, BELA, POWER)).thenRefused("usage-mismatch");
        recorded()
                .when(new RateUsage(USAGE, ANNA, new RatingGroup("gift")))
                .thenRefused("usage-mismatch");
        recorded()
                .when(new RateUsage(new UsageId("9.9.9"), ANNA, POWER))
                .thenRefused("usage-unknown");
    }

    @Test
    void a_thousand_times_a_fiftieth_euro_are_twenty_euros() {
        var sum = Money.of("EUR", "0");
        for (var report = 1; report <= 1000; report++) {
            var one = used(report, shows(report, "1"), shows(report + 1, "2"), "1");
            var events =
                    given(one, tariff("t1", "1/50", "kWh", "2026-11-01"))
                            .when(new RateUsage(one.usage(), ANNA, POWER))
                            .events();
            sum = sum.plus(((CdrIssued) events.getLast()).amount());
        }
        assertThat(sum).isEqualTo(Money.of("EUR", "20")).hasToString("20.00 EUR");
    }
}
