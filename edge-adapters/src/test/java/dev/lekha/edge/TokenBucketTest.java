package dev.lekha.edge;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - ofMillis(150).toNanos());
    private final TokenBucket bucket = new TokenBucket(10, 3, nanos::get);

    @Test
    void a_burst_goes_through_and_then_one_at_a_time_even_where_the_clock_turns_over() {
        assertThat(taken(5)).isEqualTo(3);
        nanos.addAndGet(ofMillis(100).toNanos());
        assertThat(taken(5)).isEqualTo(1);
        nanos.addAndGet(ofMillis(100).toNanos());
        assertThat(taken(5)).isEqualTo(1);
    }

    @Test
    void no_more_than_a_burst_is_saved_up() {
        nanos.addAndGet(ofMillis(10_000).toNanos());
        assertThat(taken(50)).isEqualTo(3);
    }

    @Test
    void who_insists_is_told_how_long_to_wait() {
        assertThat(taken(3)).isEqualTo(3);
        assertThat(bucket.take()).isEqualTo(ofMillis(100));
        assertThat(bucket.take()).isEqualTo(ofMillis(200));
        nanos.addAndGet(ofMillis(250).toNanos());
        assertThat(bucket.take()).isEqualTo(ofMillis(50));
    }

    private int taken(int attempts) {
        int taken = 0;
        for (int i = 0; i < attempts; i++) {
            taken += bucket.tryTake() ? 1 : 0;
        }
        return taken;
    }
}
