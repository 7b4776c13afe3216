package dev.lekha.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Log;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event is found by its id in a long log, and at what cost. */
class IdSearchTest {
    private static final int EVENTS = 100_000;
    private static final long ONE_EACH_SECOND_FOR_TWO_MINUTES = 120;

    private final GeneratedLog log = new GeneratedLog();

    @BeforeEach
    void fill() {
        log.ids = at -> id(GeneratedLog.BEGINNING.plusSeconds(at), at);
        log.growTo(EVENTS);
    }

    private static String id(Instant made, long number) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, made);
        return "%020x-%s-0".formatted(number, Long.toString(micros, Character.MAX_RADIX));
    }

    @Test
    void two_minutes_of_the_log_are_read_and_no_more() {
        for (long position : new long[] {1, 61, 50_000, EVENTS}) {
            log.pulled.set(0);
            assertThat(log.find(log.ids.apply(position)).map(Log.Stored::position))
                    .hasValue(position);
            assertThat(log.pulled.get()).isLessThanOrEqualTo(ONE_EACH_SECOND_FOR_TWO_MINUTES);
        }
    }

    @Test
    void one_that_was_made_by_a_clock_far_off_is_found_all_the_same() {
        var times = log.ids;
        var stray = id(GeneratedLog.BEGINNING.minus(Duration.ofDays(400)), 7);
        log.ids = at -> at == 40_000 ? stray : times.apply(at);
        assertThat(log.find(stray).map(Log.Stored::position)).hasValue(40_000L);
    }

    @Test
    void one_that_says_no_time_is_found_and_one_that_there_is_not_is_not() {
        var times = log.ids;
        log.ids = at -> at == 40_000 ? "e-17" : times.apply(at);
        assertThat(log.find("e-17").map(Log.Stored::position)).hasValue(40_000L);
        assertThat(log.find("e-18")).isEmpty();
        assertThat(log.find(id(GeneratedLog.BEGINNING.plusSeconds(5), 5) + "1")).isEmpty();
        assertThat(log.open.get()).as("cursors left open").isZero();
    }
}
