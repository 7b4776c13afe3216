package dev.lekha.store.mongo;

import static dev.lekha.store.mongo.Events.event;
import static dev.lekha.store.mongo.Events.tagged;
import static dev.lekha.store.mongo.Events.unless;
import static dev.lekha.store.mongo.Events.wins;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.Refused;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A log of which only the end is in memory. */
class LongLogTest {
    private static final int EACH = 6_000;
    private final MongoStore store = Events.open(Events.fresh());

    /** Four commits: the first is beyond what is kept in memory. */
    @BeforeEach
    void fill() {
        for (int i = 0; i < 4; i++) {
            var tag = "part=" + i;
            Events.append(
                    store.log(),
                    IntStream.range(0, EACH)
                            .mapToObj(n -> event("x", tag, "n=" + n))
                            .toArray(TaggedEventMessage<?>[]::new));
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_condition_with_an_old_marker_is_decided_by_the_database() {
        var log = store.log();
        assertThat(wins(log, unless(tagged("part=0"), EACH - 1), event("y"))).isFalse();
        assertThat(wins(log, unless(tagged("part=0"), EACH), event("y"))).isTrue();
        assertThat(wins(log, unless(tagged("part=3"), 10), event("y"))).isFalse();
        assertThat(wins(log, unless(tagged("n=7"), 3 * EACH + 7), event("y"))).isFalse();
        assertThat(wins(log, unless(tagged("n=7"), 3 * EACH + 8), event("y"))).isTrue();
        assertThat(wins(log, unless(tagged("part=9"), 0), event("y"))).isTrue();
        assertThat(log.conflicts()).isEqualTo(3);
    }

    @Test
    void a_reader_goes_from_the_database_into_memory_without_a_seam() {
        assertThat(Events.stored(store.log()))
                .extracting(event -> event.position())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 4 * EACH).boxed().toList());
        var stream = Streams.source(store.log(), tagged("n=5"));
        assertThat(stream.reduce(0, (count, _) -> count + 1).join()).isEqualTo(4 + 1);
    }

    @Test
    void a_full_intake_refuses_after_a_while_and_a_closed_one_at_once() {
        var intake = new Intake(1, Duration.ofMillis(1));
        var append = new Append(AppendCondition.none(), List.of(), _ -> {});
        intake.put(append);
        assertThatThrownBy(() -> intake.put(append))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("store-busy"));
        intake.close();
        assertThatThrownBy(() -> intake.put(append)).hasMessageContaining("closed");
        assertThat(intake.take(9, 9)).containsExactly(append);
        assertThat(intake.take(9, 9)).isEmpty();
    }
}
