package dev.lekha.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SortTextTest {
    private static String number(String value) {
        return SortText.number(new BigDecimal(value));
    }

    @Test
    void numbers_have_the_order_of_their_values() {
        var ordered =
                List.of(
                        "-1e300",
                        "-1000",
                        "-999.5",
                        "-123",
                        "-12.5",
                        "-12",
                        "-1",
                        "-0.123",
                        "-0.12",
                        "-1e-300",
                        "0",
                        "1e-300",
                        "0.12",
                        "0.123",
                        "1",
                        "9",
                        "10",
                        "12",
                        "12.5",
                        "9007199254740991",
                        "9007199254740992",
                        "9007199254740993",
                        "1e300");
        assertThat(ordered.stream().map(SortTextTest::number)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void any_two_numbers_are_compared_as_their_values_are() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var one = BigDecimal.valueOf(random.nextInt(2_000) - 1_000, random.nextInt(9) - 4);
            var other = BigDecimal.valueOf(random.nextInt(2_000) - 1_000, random.nextInt(9) - 4);
            assertThat(Integer.signum(SortText.number(one).compareTo(SortText.number(other))))
                    .as(one + " and " + other)
                    .isEqualTo(one.compareTo(other));
        }
    }

    @Test
    void one_value_has_one_text_however_it_is_written() {
        assertThat(number("10")).isEqualTo(number("10.0")).isEqualTo(number("1e1"));
        assertThat(number("0")).isEqualTo(number("-0.00"));
    }

    @Test
    void numbers_come_before_texts_and_texts_before_what_is_missing() {
        assertThat(
                        List.of(
                                number("1e999"),
                                SortText.text(""),
                                SortText.text("1"),
                                SortText.text(Character.toString(Character.MAX_CODE_POINT)),
                                SortText.MISSING))
                .isSorted();
    }

    @Test
    void only_what_is_written_as_a_number_is_one() {
        assertThat(SortText.asNumber("12.50")).contains(number("12.5"));
        for (var text : List.of("", "abc", "0x1", "NaN", "1e9999", " 1", "1,5")) {
            assertThat(SortText.asNumber(text)).as(text).isEmpty();
        }
    }
}
