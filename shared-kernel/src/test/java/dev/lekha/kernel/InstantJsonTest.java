package dev.lekha.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class InstantJsonTest {
    private static final long YEAR_10000 = 253_402_300_800L;

    @Test
    void every_time_is_written_and_read_as_the_platform_itself_writes_it() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var nanos = random.nextInt(1_000_000_000);
            var grain = new int[] {1, 1_000, 1_000_000, 1_000_000_000}[i % 4];
            var time =
                    Instant.ofEpochSecond(
                            random.nextLong(-YEAR_10000 / 5, YEAR_10000), nanos - nanos % grain);
            var json = Json.MAPPER.writeValueAsString(time);
            assertThat(json).isEqualTo('"' + time.toString() + '"');
            assertThat(Json.MAPPER.readValue(json, Instant.class)).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T23:59:59Z",
                "2026-11-23T05:00:00.1Z",
                "+10000-01-01T00:00:00Z",
                "-0001-12-31T00:00:00Z",
                "2026-11-23T05:00:00.123456789Z"
            })
    void a_time_in_any_form_of_the_standard_is_read(String text) {
        assertThat(Json.MAPPER.readValue('"' + text + '"', Instant.class))
                .isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-11-23T25:00:00Z",
                "2026-11-23T05:60:00Z",
                "2026-11-23 05:00:00Z",
                "2026-11-23T05:00:00",
                "2026-11-23T05:00:00.1234567890Z",
                "now",
                ""
            })
    void what_is_no_time_is_refused(String text) {
        assertThatThrownBy(() -> Json.MAPPER.readValue('"' + text + '"', Instant.class))
                .isInstanceOf(JacksonException.class);
    }
}
