package dev.lekha.edge.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private static BackOff drawing(double chance) {
        return new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(15), () -> chance);
    }

    private static Duration after(double chance, int failed) {
        return drawing(chance).after(failed, Duration.ZERO);
    }

    @Test
    void pauses_double_up_to_the_longest() {
        assertThat(IntStream.rangeClosed(1, 5).mapToObj(failed -> after(1, failed).toSeconds()))
                .containsExactly(1L, 2L, 4L, 8L, 16L);
        assertThat(after(1, 40)).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void chance_draws_from_half_of_the_pause_to_all_of_it() {
        assertThat(after(0, 3)).isEqualTo(Duration.ofSeconds(2));
        assertThat(after(0.5, 3)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void what_the_receiver_asks_for_is_kept_to_within_the_longest() {
        assertThat(drawing(0).after(1, Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
        assertThat(drawing(0).after(1, Duration.ofDays(1))).isEqualTo(Duration.ofMinutes(15));
    }
}
