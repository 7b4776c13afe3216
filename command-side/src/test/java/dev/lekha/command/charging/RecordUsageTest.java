package dev.lekha.command.charging;

import static dev.lekha.command.Scenario.given;
import static dev.lekha.command.charging.Examples.ANNA;
import static dev.lekha.command.charging.Examples.BELA;
import static dev.lekha.command.charging.Examples.ENERGY;
import static dev.lekha.command.charging.Examples.METER;
import static dev.lekha.command.charging.Examples.configured;
import static dev.lekha.command.charging.Examples.minute;
import static dev.lekha.command.charging.Examples.number;
import static dev.lekha.command.charging.Examples.record;
import static dev.lekha.command.charging.Examples.register;
import static dev.lekha.command.charging.Examples.sample;
import static dev.lekha.command.charging.Examples.shows;
import static dev.lekha.command.charging.Examples.started;
import static dev.lekha.command.charging.Examples.used;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Rational;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.charging.MeterEvent.MeterGapFound;
import dev.lekha.kernel.charging.MeterEvent.MeterReadingOutOfOrder;
import dev.lekha.kernel.charging.MeterEvent.MeterReadingRefused;
import dev.lekha.kernel.charging.MeterEvent.MeterRolledOver;
import dev.lekha.kernel.charging.MeterEvent.MeterStoodStill;
import dev.lekha.kernel.charging.MeterEvent.UsageRecorded;
import dev.lekha.kernel.charging.Origin;
import dev.lekha.kernel.charging.Register;
import dev.lekha.kernel.charging.Share;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Requirement({"5.3.1", "C.1.2"})
class RecordUsageTest {
    private static final Share WHOLE = new Share(ANNA, Rational.ONE);

    @Test
    void what_is_not_chargeable_is_not_metered() {
        given().when(record(5, sample(0, 0, "10"))).thenNothing();
    }

    @Test
    void the_first_reading_is_where_counting_starts() {
        given(configured()).when(record(5, sample(0, 0, "10"))).thenEvents(started(5, 0, "10"));
    }

    @Test
    void usage_is_what_the_register_counted_since_the_last_reading() {
        given(configured(), started(5, 0, "10"))
                .when(record(6, sample(0, 15, "10.25")))
                .thenEvents(used(6, shows(0, "10"), shows(15, "10.25"), "1/4"));
    }

    @Test
    void a_report_is_taken_once() {
        given(configured(), started(5, 0, "10"), used(6, shows(0, "10"), shows(15, "11"), "1"))
                .when(record(6, sample(0, 15, "11")))
                .thenNothing();
    }

    @Test
    void a_report_from_before_the_last_one_taken_changes_nothing() {
        given(configured(), started(5, 0, "10"), used(8, shows(0, "10"), shows(15, "11"), "1"))
                .when(record(7, sample(0, 20, "12")))
                .thenNothing();
    }

    @Test
    void readings_of_one_report_are_taken_in_the_order_of_their_times() {
        var events =
                given(configured())
                        .when(
                                record(
                                        5,
                                        sample(0, 30, "13"),
                                        sample(1, 0, "10"),
                                        sample(2, 15, "11")))
                        .events();
        assertThat(events).hasSize(3).filteredOn(UsageRecorded.class::isInstance).hasSize(2);
        assertThat(events)
                .filteredOn(UsageRecorded.class::isInstance)
                .extracting(event -> ((UsageRecorded) event).usage().value())
                .containsExactly("5.2.0", "5.0.0");
    }

    @Test
    @Requirement("6.14")
    void each_who_shares_the_cost_gets_a_record_of_its_exact_part() {
        var shares = new Share[] {new Share(ANNA, number("1/3")), new Share(BELA, number("2/3"))};
        var events =
                given(configured(Register.UNBOUNDED, 0, shares), started(5, 0, "10"))
                        .when(record(6, sample(0, 15, "11")))
                        .events();
        assertThat(events)
                .extracting(event -> ((UsageRecorded) event).quantity())
                .containsExactly(number("1/3"), number("2/3"));
        assertThat(events)
                .extracting(event -> ((UsageRecorded) event).usage().value())
                .containsExactly("6.0.0", "6.0.1");
    }

    @Test
    void a_register_that_stands_still_is_no_usage() {
        given(configured(), started(5, 0, "10"))
                .when(record(6, sample(0, 15, "10")))
                .thenEvents(new MeterStoodStill(METER, ENERGY, shows(15, "10"), new Origin(6, 0)));
    }

    @Test
    void a_roll_over_is_counted_through_and_told() {
        var origin = new Origin(6, 0);
        var from = shows(0, "99998");
        var to = shows(15, "3");
        given(configured(register("100000", "50"), 0, WHOLE), started(5, 0, "99998"))
                .when(record(6, sample(0, 15, "3")))
                .thenEvents(
                        new MeterRolledOver(METER, ENERGY, from, to, number("100000"), origin),
                        used(6, from, to, "5"));
    }

    @Test
    void a_gap_is_told_and_nothing_is_lost() {
        given(configured(Register.UNBOUNDED, 900, WHOLE), started(5, 0, "10"))
                .when(record(6, sample(0, 16, "14")))
                .thenEvents(
                        new MeterGapFound(METER, ENERGY, minute(0), minute(16), new Origin(6, 0)),
                        used(6, shows(0, "10"), shows(16, "14"), "4"));
    }

    @Test
    void silence_of_just_the_length_that_is_in_order_is_no_gap() {
        given(configured(Register.UNBOUNDED, 900, WHOLE), started(5, 0, "10"))
                .when(record(6, sample(0, 15, "14")))
                .thenEvents(used(6, shows(0, "10"), shows(15, "14"), "4"));
    }

    @ParameterizedTest
    @CsvSource({"0,10", "0,12", "-5,9"})
    void a_reading_that_is_not_younger_than_the_last_is_out_of_order(long minute, String value) {
        given(configured(), started(5, 0, "10"))
                .when(record(6, sample(0, minute, value)))
                .thenEvents(
                        new MeterReadingOutOfOrder(
                                METER, ENERGY, shows(minute, value), minute(0), new Origin(6, 0)));
    }

    @ParameterizedTest
    @CsvSource({
        "0,      0,  -1,    negative",
        "0,      0,  9,     decreased",
        "100,    0,  100,   beyond-limit",
        "100,    0,  60.01, step-too-large",
        "100000, 50, 60.01, step-too-large",
        "0,      50, 60.01, step-too-large",
        "100,    50, 9,     decreased",
        "100000, 50, 9.999, decreased",
    })
    void a_reading_that_cannot_be_true_is_refused(
            String limit, String largestStep, String value, String reason) {
        var events =
                given(configured(register(limit, largestStep), 0, WHOLE), started(5, 0, "10"))
                        .when(record(6, sample(0, 15, value)))
                        .events();
        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        MeterReadingRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @Test
    void a_reading_in_another_unit_is_refused() {
        var inJoule = new RecordUsage.Sample(0, minute(15), "J", number("36000000"));
        assertThat(given(configured(), started(5, 0, "10")).when(record(6, inJoule)).events())
                .extracting(event -> ((MeterReadingRefused) event).reason())
                .containsExactly("unit-changed");
    }

    @Test
    void after_a_refused_reading_the_last_good_one_still_counts() {
        var events =
                given(configured(), started(5, 0, "10"))
                        .when(record(6, sample(0, 15, "9"), sample(1, 30, "12")))
                        .events();
        assertThat(events)
                .last()
                .isInstanceOfSatisfying(
                        UsageRecorded.class,
                        usage -> assertThat(usage.quantity()).isEqualTo(number("2")));
    }

    @Test
    void a_refused_first_reading_starts_nothing() {
        var refused = given(configured()).when(record(5, sample(0, 0, "-1"))).events().getFirst();
        given(configured(), refused)
                .when(record(6, sample(0, 1, "1")))
                .thenEvents(started(6, 1, "1"));
        given(configured(), refused).when(record(5, sample(0, 0, "-1"))).thenNothing();
    }

    @Test
    void new_terms_hold_from_the_next_reading_on() {
        var bela = new Share(BELA, Rational.ONE);
        var events =
                given(configured(), started(5, 0, "10"), configured(Register.UNBOUNDED, 0, bela))
                        .when(record(6, sample(0, 15, "11")))
                        .events();
        assertThat(events)
                .extracting(event -> ((UsageRecorded) event).subscription())
                .containsExactly(BELA);
    }
}
