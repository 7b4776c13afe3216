package dev.lekha.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScatteredLogTest {
    private final ScatteredLog log = new ScatteredLog(70, new Reports(Reports.USUAL_BODY));

    @Test
    void each_event_is_of_one_node() {
        assertThat(LongStream.range(0, log.nodes()).flatMap(log::numbers).sorted())
                .containsExactlyElementsOf(LongStream.range(0, 70).boxed().toList());
    }

    @Test
    void the_events_of_a_node_lie_all_over_the_log() {
        assertThat(LongStream.range(0, log.nodes()).boxed())
                .allSatisfy(node ->
                        assertThat(log.numbers(node).map(number -> number / log.nodes()))
                                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L));
    }

    @Test
    void a_body_has_the_bytes_asked_for() {
        var event = new Reports(500).of("node-77", 123_456).event();
        assertThat((byte[]) event.payload()).hasSizeBetween(490, 530);
    }
}
