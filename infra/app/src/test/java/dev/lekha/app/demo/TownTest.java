package dev.lekha.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

class TownTest {
    private static final YearMonth MONTH = YearMonth.of(2026, 2);

    @Test
    void the_same_seed_makes_the_same_town() {
        assertThat(figures(Town.plan(7, 6, 42, MONTH)))
                .isEqualTo(figures(Town.plan(7, 6, 42, MONTH)));
    }

    @Test
    void another_seed_makes_another_town() {
        assertThat(figures(Town.plan(7, 6, 42, MONTH)))
                .isNotEqualTo(figures(Town.plan(7, 6, 43, MONTH)));
    }

    @Test
    void five_meters_have_every_trouble_that_there_is() {
        var truth = Town.plan(5, 10, 1, MONTH).truth();
        for (var trouble :
                List.of(
                        Subject.DUPLICATES,
                        Subject.REFUSED,
                        Subject.OUT_OF_ORDER,
                        Subject.IMPLAUSIBLE,
                        Subject.ROLL_OVERS,
                        Subject.ADJUSTMENTS)) {
            assertThat(truth.figure(new Tally.Row(trouble, "")).orElseThrow().over().signum())
                    .as(trouble.label())
                    .isPositive();
        }
    }

    private static List<Fraction> figures(Town town) {
        return town.truth().rows().stream()
                .map(row -> town.truth().figure(row).orElseThrow())
                .toList();
    }
}
