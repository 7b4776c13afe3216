package dev.lekha.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A batch of rows is there wholly or not at all, wherever its writer stopped. */
class ViewCrashTest {
    private static final String VIEW = "test-rows";
    private static final Journal.Sizes SMALL = new Journal.Sizes(200, 300);

    private record Shelf(String place) {}

    private static final ViewSchema SCHEMA =
            new ViewSchema(VIEW, "test", Shelf.class, List.of("place"), Set.of());

    private final MongoStore store = Events.open(Events.fresh());
    private final MongoDatabase database = store.database();
    private final ViewState.Documents states = new ViewState.Documents(database);
    private final Journal journal = new Journal(database, SMALL, Clock.systemUTC());
    private Views views;

    @BeforeEach
    void declare() {
        views = process();
        views.apply(VIEW, 0, 5, changes("a", "1", "b", "1", "c", "1"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** As a process that has just started has them. */
    private Views process() {
        var fresh = new MongoViews(database, Duration.ofSeconds(10), SMALL, Clock.systemUTC());
        fresh.declare(SCHEMA);
        return fresh;
    }

    private static Map<String, Optional<byte[]>> changes(String... keysAndPlaces) {
        var changes = new LinkedHashMap<String, Optional<byte[]>>();
        for (int i = 0; i < keysAndPlaces.length; i += 2) {
            changes.put(
                    keysAndPlaces[i],
                    Optional.of(keysAndPlaces[i + 1])
                            .filter(place -> !place.isEmpty())
                            .map(place ->
                                    "{\"place\":\"%s\"}"
                                            .formatted(place)
                                            .getBytes(StandardCharsets.UTF_8)));
        }
        return changes;
    }

    private ViewState state() {
        return states.whole(VIEW).orElseThrow();
    }

    private ViewRows rows() {
        return new ViewRows(database, VIEW, state().generation(), SCHEMA.fields());
    }

    private Journal.Entry decide(long from, long to, Map<String, Optional<byte[]>> changes) {
        var batch = journal.write(VIEW, to, changes);
        assertThat(states.decide(state(), from, batch)).isTrue();
        return batch;
    }

    private void store(Journal.Entry batch, long from, int most) {
        var changes = journal.read(batch).orElseThrow();
        rows().store(changes.subList(0, Math.min(most, changes.size())), from, batch.to());
    }

    private String places() {
        var text = new StringBuilder();
        var page = views.page(VIEW, new Views.Query(List.of(), "", false, "", 100));
        page.rows()
                .forEach(row ->
                        text.append(row.key())
                                .append(
                                        new String(row.json(), StandardCharsets.UTF_8)
                                                .split("\"")[3]));
        return text + "@" + page.position();
    }

    @Test
    void a_batch_that_was_only_decided_is_not_seen_and_is_finished_at_the_next_start() {
        decide(5, 8, changes("a", "2", "b", "", "d", "2"));
        assertThat(places()).isEqualTo("a1b1c1@5");
        process();
        assertThat(places()).isEqualTo("a2c1d2@8");
    }

    @Test
    void a_half_stored_batch_is_not_seen_and_is_finished_before_the_next() {
        store(decide(5, 8, changes("a", "2", "b", "", "d", "2")), 5, 2);
        assertThat(places()).isEqualTo("a1b1c1@5");
        assertThatThrownBy(() -> views.apply(VIEW, 5, 7, changes("c", "2")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not stand at 5");
        assertThat(places()).isEqualTo("a2c1d2@8");
    }

    @Test
    void a_writer_that_was_only_slow_changes_nothing_when_it_goes_on() {
        var slow = state();
        var batch = decide(5, 8, changes("a", "2", "b", "2", "d", "2"));
        var late = journal.read(batch).orElseThrow();
        process();
        views.apply(VIEW, 8, 9, changes("a", "3", "b", "", "d", ""));
        views.apply(VIEW, 9, 10, changes("b", "4", "e", "4"));
        var before = views.digest(VIEW);
        rows().store(late, 5, 8);
        states.finish(slow, batch);
        assertThat(views.digest(VIEW)).isEqualTo(before);
        assertThat(places()).isEqualTo("a3b4c1e4@10");
        views.apply(VIEW, 10, 11, changes("d", "5"));
        assertThat(places()).isEqualTo("a3b4c1d5e4@11");
    }

    @Test
    void a_writer_that_was_slow_while_the_view_was_emptied_changes_nothing() {
        var old = rows();
        var late = journal.read(decide(5, 8, changes("a", "2"))).orElseThrow();
        views.clear(VIEW);
        views.apply(VIEW, 0, 3, changes("a", "1"));
        old.store(late, 5, 8);
        assertThat(places()).isEqualTo("a1@3");
    }

    @Test
    void a_large_batch_is_written_down_in_parts_and_leaves_none() {
        var many = new LinkedHashMap<String, Optional<byte[]>>();
        for (int i = 0; i < 40; i++) {
            many.putAll(changes("k" + i, "x".repeat(20)));
        }
        var batch = decide(5, 8, many);
        assertThat(batch.parts()).isGreaterThan(5);
        assertThat(database.getCollection("journal").countDocuments()).isEqualTo(batch.parts());
        views = process();
        assertThat(views.digest(VIEW).rows()).isEqualTo(43);
        assertThat(views.position(VIEW)).isEqualTo(8);
        assertThat(database.getCollection("journal").countDocuments()).isZero();
    }

    @Test
    void a_decided_batch_whose_parts_are_gone_is_taken_back() {
        decide(5, 8, changes("a", "x".repeat(300)));
        database.getCollection("journal").deleteMany(new Document());
        process();
        assertThat(places()).isEqualTo("a1b1c1@5");
        views.apply(VIEW, 5, 8, changes("a", "2"));
        assertThat(places()).isEqualTo("a2b1c1@8");
    }

    @Test
    void a_view_whose_writer_crashes_anywhere_becomes_the_one_whose_writer_never_does() {
        long seed = Long.getLong("lekha.seed", ThreadLocalRandom.current().nextInt(1 << 30));
        var random = new Random(seed);
        try (var other = Events.open(Events.fresh())) {
            other.views().declare(SCHEMA);
            other.views().apply(VIEW, 0, 5, changes("a", "1", "b", "1", "c", "1"));
            for (long from = 5; from < 65; from++) {
                var batch = batch(random);
                other.views().apply(VIEW, from, from + 1, batch);
                crash(random.nextInt(5), from, batch);
                views = process();
                if (views.position(VIEW) == from) {
                    views.apply(VIEW, from, from + 1, batch);
                }
            }
            assertThat(views.digest(VIEW)).as("seed " + seed).isEqualTo(other.views().digest(VIEW));
        }
    }

    private static Map<String, Optional<byte[]>> batch(Random random) {
        var batch = new LinkedHashMap<String, Optional<byte[]>>();
        for (int i = 0; i <= random.nextInt(12); i++) {
            var place = random.nextInt(3) == 0 ? "" : "p" + random.nextInt(1_000);
            batch.putAll(changes("k" + random.nextInt(20), place));
        }
        return batch;
    }

    /** Goes so many steps of five, and no further. */
    private void crash(int steps, long from, Map<String, Optional<byte[]>> changes) {
        if (steps == 0) {
            journal.write(VIEW, from + 1, changes);
            return;
        }
        var batch = decide(from, from + 1, changes);
        if (steps > 1) {
            store(batch, from, steps == 2 ? changes.size() / 2 : changes.size());
        }
        if (steps > 3) {
            states.finish(state(), batch);
        }
    }

    @Test
    void rows_that_were_replaced_are_forgotten_after_a_while() {
        var hasty = new MongoViews(database, Duration.ofNanos(1), SMALL, Clock.systemUTC());
        hasty.declare(SCHEMA);
        for (long from = 5; from < 100; from++) {
            hasty.apply(VIEW, from, from + 1, changes("a", "p" + from));
        }
        var name = ViewRows.prefix(VIEW) + state().generation();
        assertThat(database.getCollection(name).countDocuments()).isLessThan(10);
        assertThat(state().floor()).isGreaterThan(90);
        views = hasty;
        assertThat(places()).isEqualTo("ap99b1c1@100");
    }
}
