package dev.lekha.command.charging;

import static dev.lekha.command.Scenario.given;
import static dev.lekha.command.charging.Examples.EUR;
import static dev.lekha.command.charging.Examples.POWER;
import static dev.lekha.command.charging.Examples.number;
import static dev.lekha.command.charging.Examples.tariff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.charging.TariffId;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class PublishTariffTest {
    private static PublishTariff publish(String id, String price, String from) {
        return new PublishTariff(
                new TariffId(id), POWER, EUR, "kWh", number(price), LocalDate.parse(from));
    }

    @Test
    void a_price_is_published() {
        given().when(publish("t1", "1/50", "2026-11-01"))
                .thenEvents(tariff("t1", "1/50", "kWh", "2026-11-01"));
    }

    @Test
    void a_second_version_starts_on_another_day() {
        given(tariff("t1", "1/50", "kWh", "2026-11-01"))
                .when(publish("t2", "1/40", "2026-12-01"))
                .thenEvents(tariff("t2", "1/40", "kWh", "2026-12-01"));
    }

    @Test
    void two_versions_do_not_start_on_the_same_day() {
        given(tariff("t1", "1/50", "kWh", "2026-11-01"))
                .when(publish("t2", "1/40", "2026-11-01"))
                .thenRefused("day-taken");
    }

    @Test
    void a_published_tariff_is_not_changed() {
        given(tariff("t1", "1/50", "kWh", "2026-11-01"))
                .when(publish("t1", "1/40", "2026-12-01"))
                .thenRefused("tariff-taken");
    }

    @Test
    void publishing_the_same_again_changes_nothing() {
        given(tariff("t1", "1/50", "kWh", "2026-11-01"))
                .when(publish("t1", "0.02", "2026-11-01"))
                .thenNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1/50", "1/0", "1e999999999", "0x10", "", "1/-50", "NaN"})
    void an_absurd_price_is_malformed(String price) {
        assertThatThrownBy(() -> publish("t1", price, "2026-11-01"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1969-12-31", "+999999999-12-31"})
    void an_absurd_day_is_malformed(String day) {
        assertThatThrownBy(() -> publish("t1", "1", day))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_tariff_is_written_as_people_write_it() {
        assertThat(Json.MAPPER.readValue(json("EUR", "1/50"), PublishTariff.class))
                .isEqualTo(publish("t1", "1/50", "2026-11-01"));
    }

    @ParameterizedTest
    @CsvSource({"EURO,1/50", "eur,1/50", "EUR,1/0", "EUR,-1"})
    void what_is_no_money_is_malformed(String currency, String price) {
        assertThatThrownBy(() -> Json.MAPPER.readValue(json(currency, price), PublishTariff.class))
                .isInstanceOf(JacksonException.class);
    }

    private static String json(String currency, String price) {
        return """
        {"tariff":"t1","ratingGroup":"power","currency":"%s","unit":"kWh",
         "price":"%s","validFrom":"2026-11-01"}\
        """
                .formatted(currency, price);
    }
}
