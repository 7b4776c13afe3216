package dev.lekha.command.charging;

import static dev.lekha.command.Scenario.given;
import static dev.lekha.command.charging.Examples.ANNA;
import static dev.lekha.command.charging.Examples.ENERGY;
import static dev.lekha.command.charging.Examples.LATER;
import static dev.lekha.command.charging.Examples.METER;
import static dev.lekha.command.charging.Examples.POWER;
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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.command.CommandCatalogue;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.Rational;
import dev.lekha.kernel.Requirement;
import dev.lekha.kernel.charging.MeterEvent.MeterExchanged;
import dev.lekha.kernel.charging.MeterEvent.MeterRolledOver;
import dev.lekha.kernel.charging.MeterEvent.UsageRecorded;
import dev.lekha.kernel.charging.Origin;
import dev.lekha.kernel.charging.RegisterReading;
import dev.lekha.kernel.charging.Share;
import dev.lekha.kernel.charging.UsageId;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.InjectableValues;

@Requirement("C.1.2")
class ExchangeMeterTest {
    private static final MeterExchanged EXCHANGED =
            new MeterExchanged(METER, ENERGY, minute(20), number("12"), number("3"), "kWh");

    private static ExchangeMeter exchange(long minute, String last, String first) {
        return new ExchangeMeter(
                METER, ENERGY, minute(minute), number(last), number(first), "", LATER);
    }

    private static UsageRecorded lastUsage(
            String id, RegisterReading from, RegisterReading to, String quantity) {
        return new UsageRecorded(
                new UsageId(id),
                ANNA,
                POWER,
                METER,
                ENERGY,
                from,
                to,
                Rational.ONE,
                number(quantity),
                "kWh",
                Origin.EXCHANGE);
    }

    @Test
    void what_the_old_register_counted_last_is_charged() {
        given(configured(), started(5, 0, "10"))
                .when(exchange(20, "12", "3"))
                .thenEvents(lastUsage("5.0.x1.0", shows(0, "10"), shows(20, "12"), "2"), EXCHANGED);
    }

    @Test
    void the_new_register_counts_from_its_own_first_value() {
        given(configured(), started(5, 0, "10"), EXCHANGED)
                .when(record(6, sample(0, 30, "4")))
                .thenEvents(used(6, shows(20, "3"), shows(30, "4"), "1"));
    }

    @Test
    void a_register_that_had_nothing_more_to_tell_is_exchanged_without_usage() {
        given(configured(), started(5, 0, "12"))
                .when(exchange(20, "12", "3"))
                .thenEvents(EXCHANGED);
    }

    @Test
    void a_second_exchange_charges_under_another_reference() {
        given(configured(), started(5, 0, "10"), EXCHANGED)
                .when(exchange(25, "4", "0"))
                .thenEvents(
                        lastUsage("5.0.x2.0", shows(20, "3"), shows(25, "4"), "1"),
                        new MeterExchanged(
                                METER, ENERGY, minute(25), number("4"), Rational.ZERO, "kWh"));
    }

    @Test
    void the_last_value_may_lie_beyond_a_roll_over() {
        var terms = configured(register("100", "50"), 0, new Share(ANNA, Rational.ONE));
        var from = shows(0, "98");
        var to = shows(20, "12");
        given(terms, started(5, 0, "98"))
                .when(exchange(20, "12", "3"))
                .thenEvents(
                        new MeterRolledOver(
                                METER, ENERGY, from, to, number("100"), Origin.EXCHANGE),
                        lastUsage("5.0.x1.0", from, to, "14"),
                        EXCHANGED);
    }

    @Test
    void telling_it_twice_changes_nothing() {
        given(configured(), started(5, 0, "10"), EXCHANGED)
                .when(exchange(20, "12", "3"))
                .thenNothing();
    }

    @Test
    void what_cannot_be_is_refused() {
        given().when(exchange(20, "12", "3")).thenRefused("meter-unknown");
        given(configured()).when(exchange(20, "12", "3")).thenRefused("meter-not-started");
        var running = given(configured(), started(5, 0, "10"));
        running.when(exchange(0, "12", "3")).thenRefused("reading-already-taken");
        running.when(exchange(20, "9", "3")).thenRefused("decreased");
        running.when(exchange(999_999, "12", "3")).thenRefused("time-ahead");
        assertThatThrownBy(() -> exchange(20, "12", "-1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_clock_is_the_doors_and_not_the_senders() {
        var json =
                """
                {"node":"meter-7","metric":"energy","at":"2026-11-01T00:20:00Z",
                 "finalValue":"12","initialValue":"3"}\
                """;
        var reader =
                Json.MAPPER
                        .readerFor(ExchangeMeter.class)
                        .with(
                                new InjectableValues.Std()
                                        .addValue(CommandCatalogue.RECEIVED_AT, LATER));
        assertThat((Object) reader.readValue(json)).isEqualTo(exchange(20, "12", "3"));
        var lying = json.replace("}", ",\"receivedAt\":\"1999-01-01T00:00:00Z\"}");
        assertThat((Object) reader.readValue(lying)).isEqualTo(exchange(20, "12", "3"));
    }
}
