package dev.lekha.store.mongo;

import static dev.lekha.store.mongo.Events.append;
import static dev.lekha.store.mongo.Events.bodies;
import static dev.lekha.store.mongo.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lekha.kernel.leaf.LeafDraft;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.conversion.ChainingContentTypeConverter;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One insert of several documents, some of whose positions are taken. */
class PlacingTest {
    private final String connection = Events.fresh();
    private final MongoStore store = Events.open(connection);
    private final LogCollection log = new LogCollection(store.database());
    private final Tail tail = new Tail(1, 0);
    private final CatchUp catchUp = new CatchUp(log, tail, new Turns("own"));

    @BeforeEach
    void one_event_is_there() {
        append(store.log(), event("first"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Documents of one event each, at positions 2, 3, 4. */
    private static List<Planned> three(String by) {
        return Stream.of(2L, 3L, 4L).map(position -> planned(by, position)).toList();
    }

    private static Planned planned(String by, long position) {
        var happened = event(by + position);
        var draft =
                LeafDraft.of(happened.event(), happened.tags(), new ChainingContentTypeConverter());
        var drafting = new Planned.Drafting(by, position - 1, 0);
        drafting.add(new Append(AppendCondition.none(), List.of(draft), _ -> {}));
        return drafting.done().getFirst();
    }

    private Placing place(List<Planned> plan) {
        var placing = new Placing(log, tail, catchUp, plan, Duration.ofSeconds(5));
        placing.run();
        return placing;
    }

    @Test
    void what_stands_before_a_taken_position_is_in_and_the_rest_is_not() {
        var plan = three("own");
        log.insert(List.of(planned("another", 3).document()));
        var placing = place(plan);
        assertThat(placing.placed()).containsExactly(plan.get(0));
        assertThat(placing.left()).containsExactly(plan.get(1), plan.get(2));
        assertThat(tail.head().position()).isEqualTo(3);
        await().until(() -> store.reader().head() == 3);
        assertThat(bodies(store.log())).containsExactly("first", "own2", "another3");
    }

    @Test
    void nothing_is_in_where_the_first_position_is_taken() {
        log.insert(List.of(planned("another", 2).document()));
        var placing = place(three("own"));
        assertThat(placing.placed()).isEmpty();
        assertThat(placing.left()).hasSize(3);
    }

    @Test
    void what_an_earlier_try_has_left_is_known_again_and_the_rest_is_added() {
        var plan = three("own");
        log.insert(List.of(plan.get(0).document(), plan.get(1).document()));
        var placing = place(plan);
        assertThat(placing.placed()).containsExactlyElementsOf(plan);
        assertThat(placing.left()).isEmpty();
        assertThat(tail.head().position()).isEqualTo(4);
    }

    @Test
    void an_earlier_try_and_another_process_are_told_apart() {
        var plan = three("own");
        log.insert(List.of(plan.get(0).document(), planned("another", 3).document()));
        var placing = place(plan);
        assertThat(placing.placed()).containsExactly(plan.get(0));
        assertThat(placing.left()).containsExactly(plan.get(1), plan.get(2));
    }
}
