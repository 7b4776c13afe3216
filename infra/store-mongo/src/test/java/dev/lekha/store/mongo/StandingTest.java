package dev.lekha.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches that change no row cost no round trip, and nobody is told anything false by that. */
class StandingTest {
    private static final String VIEW = "test-standing";
    private static final Map<String, Optional<byte[]>> NOTHING = Map.of();

    private record Shelf(String place) {}

    private static final ViewSchema SCHEMA =
            new ViewSchema(VIEW, "test", Shelf.class, List.of("place"), Set.of());

    private final MongoStore store = Events.open(Events.fresh());
    private final ViewState.Documents states = new ViewState.Documents(store.database());
    private MongoViews here;

    @BeforeEach
    void declare() {
        here = process();
        here.apply(VIEW, 0, 5, row("first"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Nobody tells the database by itself how far this one has come. */
    private MongoViews process() {
        var fresh =
                new MongoViews(
                        store.database(),
                        Duration.ofSeconds(10),
                        Journal.Sizes.DEFAULT,
                        Clock.systemUTC());
        fresh.declare(SCHEMA);
        return fresh;
    }

    private static Map<String, Optional<byte[]>> row(String place) {
        var json = "{\"place\":\"%s\"}".formatted(place);
        return Map.of("a", Optional.of(json.getBytes(StandardCharsets.UTF_8)));
    }

    private long stored() {
        return states.whole(VIEW).orElseThrow().position();
    }

    private static String place(Views views) {
        return new String(views.find(VIEW, "a").row().orElseThrow().json(), StandardCharsets.UTF_8);
    }

    @Test
    void a_batch_without_changes_moves_the_view_here_and_elsewhere_once_it_is_settled() {
        here.apply(VIEW, 5, 6, NOTHING);
        here.apply(VIEW, 6, 9, NOTHING);
        assertThat(here.position(VIEW)).isEqualTo(9);
        assertThat(here.find(VIEW, "a").position()).isEqualTo(9);
        assertThat(here.digest(VIEW).position()).isEqualTo(9);
        assertThat(stored()).isEqualTo(5);
        here.settling().settle();
        assertThat(stored()).isEqualTo(9);
        assertThat(process().position(VIEW)).isEqualTo(9);
    }

    @Test
    void a_change_goes_on_from_what_was_passed_in_memory() {
        here.apply(VIEW, 5, 9, NOTHING);
        here.apply(VIEW, 9, 12, row("second"));
        assertThat(stored()).isEqualTo(12);
        assertThat(place(process())).contains("second");
    }

    @Test
    void a_batch_that_does_not_follow_what_was_passed_is_refused() {
        here.apply(VIEW, 5, 9, NOTHING);
        assertThatThrownBy(() -> here.apply(VIEW, 5, 12, row("twice")))
                .hasMessageContaining("does not stand at 5");
        assertThat(place(process())).contains("first");
    }

    @Test
    void who_was_overtaken_by_another_process_writes_nothing_and_asks_the_database() {
        here.apply(VIEW, 5, 9, NOTHING);
        var elsewhere = process();
        elsewhere.apply(VIEW, 5, 11, row("theirs"));
        assertThatThrownBy(() -> here.apply(VIEW, 9, 12, row("ours")))
                .hasMessageContaining("does not stand at 9");
        assertThat(here.position(VIEW)).isEqualTo(11);
        assertThat(place(here)).contains("theirs");
    }

    @Test
    void settling_does_not_take_a_view_back_that_another_process_has_moved_on() {
        here.apply(VIEW, 5, 9, NOTHING);
        process().apply(VIEW, 5, 11, row("theirs"));
        here.settling().settle();
        assertThat(stored()).isEqualTo(11);
        assertThat(here.position(VIEW)).isEqualTo(11);
    }

    @Test
    void a_view_that_is_emptied_begins_anew() {
        here.apply(VIEW, 5, 9, NOTHING);
        here.clear(VIEW);
        here.settling().settle();
        assertThat(here.position(VIEW)).isZero();
        assertThat(stored()).isZero();
    }
}
