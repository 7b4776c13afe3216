package dev.lekha.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DueTest {
    @Test
    void times_as_texts_are_in_the_order_of_time_and_never_early() {
        assertThat(Due.text(Instant.parse("2026-11-23T12:00:00Z")))
                .isEqualTo("2026-11-23T12:00:00.000Z");
        assertThat(Due.text(Instant.parse("2026-11-23T12:00:00.000001Z")))
                .isEqualTo("2026-11-23T12:00:00.001Z")
                .isGreaterThan(Due.text(Instant.parse("2026-11-23T12:00:00Z")));
    }
}
