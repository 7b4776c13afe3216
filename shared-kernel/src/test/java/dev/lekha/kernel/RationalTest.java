package dev.lekha.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RationalTest {
    @ParameterizedTest
    @CsvSource({
        "1/50, 1/50",
        "2/100, 1/50",
        "0.02, 1/50",
        "3, 3",
        "-6/4, -3/2",
        "1e3, 1000",
        "0/7, 0"
    })
    void is_read_and_written_in_lowest_terms(String text, String written) {
        assertThat(Rational.parse(text)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "one", "1/0", "1/-2", "1/2/3", "1e999999999", "1e-61", "NaN", "0x10"})
    void refuses_what_is_no_number_or_would_fill_the_memory(String text) {
        assertThatThrownBy(() -> Rational.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_thousand_fiftieths_are_twenty() {
        assertThat(Money.of("EUR", "1/50").times(Rational.of(1000, 1)))
                .isEqualTo(Money.of("EUR", "20"));
        assertThat(Money.of("EUR", "1/50").times(Rational.of(1000, 1))).hasToString("20.00 EUR");
    }

    @Test
    void thirds_add_up_to_the_whole() {
        var third = Rational.of(1, 3);
        assertThat(third.plus(third).plus(third)).isEqualTo(Rational.ONE);
        assertThat(Rational.ONE.minus(third).dividedBy(third)).isEqualTo(Rational.of(2, 1));
    }

    @Test
    void is_ordered_by_value_and_rounded_half_to_even() {
        assertThat(Rational.of(1, 3)).isLessThan(Rational.of(34, 100));
        assertThat(Rational.parse("0.125").rounded(2)).isEqualTo(new BigDecimal("0.12"));
        assertThat(Rational.parse("0.135").rounded(2)).isEqualTo(new BigDecimal("0.14"));
    }

    @Test
    void money_of_two_currencies_does_not_add_up() {
        assertThatThrownBy(() -> Money.of("EUR", "1").plus(Money.of("USD", "1")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
