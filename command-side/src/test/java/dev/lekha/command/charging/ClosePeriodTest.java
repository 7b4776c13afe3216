package dev.lekha.command.charging;

import static dev.lekha.command.Scenario.given;
import static dev.lekha.command.charging.Examples.ANNA;
import static dev.lekha.command.charging.Examples.BELA;
import static dev.lekha.command.charging.Examples.NOVEMBER;
import static dev.lekha.command.charging.Examples.closed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.command.CommandCatalogue;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.charging.ChargingEvent.PeriodClosed;
import dev.lekha.kernel.charging.Period;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.InjectableValues;
import tools.jackson.databind.ObjectReader;

class ClosePeriodTest {
    private static final Instant OVER = Instant.parse("2026-12-01T00:00:00Z");

    private static ClosePeriod close(Instant receivedAt) {
        return new ClosePeriod(ANNA, NOVEMBER, receivedAt);
    }

    private static ObjectReader reader() {
        return Json.MAPPER
                .readerFor(ClosePeriod.class)
                .with(new InjectableValues.Std().addValue(CommandCatalogue.RECEIVED_AT, OVER));
    }

    @Test
    void a_period_that_is_over_can_be_closed() {
        given().when(close(OVER)).thenEvents(closed("2026-11"));
    }

    @Test
    void a_period_that_still_runs_stays_open() {
        given().when(close(OVER.minusNanos(1))).thenRefused("period-not-over");
    }

    @Test
    void closing_twice_changes_nothing() {
        given(closed("2026-11")).when(close(OVER)).thenNothing();
    }

    @Test
    void periods_are_closed_in_any_order_and_each_for_itself() {
        given(closed("2026-12"), new PeriodClosed(BELA, NOVEMBER))
                .when(close(OVER))
                .thenEvents(closed("2026-11"));
    }

    @Test
    void the_clock_is_the_doors_and_not_the_senders() {
        var lying =
                """
                {"subscription":"anna","period":"2026-11","receivedAt":"2999-01-01T00:00:00Z"}\
                """;
        assertThat((Object) reader().readValue(lying)).isEqualTo(close(OVER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-13", "2026", "November", "", "-2026-11", "+99999-01", "1969-12"})
    void what_is_no_month_is_malformed(String period) {
        assertThatThrownBy(() -> Period.parse(period)).isInstanceOf(IllegalArgumentException.class);
        var json = "{\"subscription\":\"anna\",\"period\":\"%s\"}".formatted(period);
        assertThatThrownBy(() -> reader().readValue(json)).isInstanceOf(JacksonException.class);
    }
}
