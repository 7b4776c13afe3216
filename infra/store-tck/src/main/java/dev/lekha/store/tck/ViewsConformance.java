package dev.lekha.store.tck;

import static dev.lekha.store.tck.Rows.SCHEMA;
import static dev.lekha.store.tck.Rows.VIEW;
import static dev.lekha.store.tck.Rows.by;
import static dev.lekha.store.tck.Rows.changes;
import static dev.lekha.store.tck.Rows.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What projections and queries ask of the views: rows and position as one, kept, and equal whoever
 * wrote them.
 */
public abstract class ViewsConformance extends StoreConformance {
    private Views views;

    @BeforeEach
    void declare() {
        views = opened().views();
        views.declare(SCHEMA);
    }

    private static String text(Optional<Views.Row> row) {
        return new String(row.orElseThrow().json(), StandardCharsets.UTF_8);
    }

    @Test
    void a_row_is_stored_with_its_position_to_the_byte() {
        var odd = "{ \"place\" : \"a\\u0041ß\",\n \"weight\":1.50 }";
        views.apply(VIEW, 0, 12, changes("k", odd, "gone", ""));
        var found = views.find(VIEW, "k");
        assertThat(text(found.row())).isEqualTo(odd);
        assertThat(found.position()).isEqualTo(12);
        assertThat(views.find(VIEW, "gone").row()).isEmpty();
        assertThat(views.position(VIEW)).isEqualTo(12);
    }

    @Test
    void a_row_is_replaced_and_removed() {
        views.apply(VIEW, 0, 1, changes("k", json("a", "1"), "l", json("b", "2")));
        views.apply(VIEW, 1, 2, changes("k", json("c", "3"), "l", ""));
        assertThat(text(views.find(VIEW, "k").row())).isEqualTo(json("c", "3"));
        assertThat(views.find(VIEW, "l").row()).isEmpty();
        assertThat(Rows.keys(views, by("place", false, 10))).containsExactly("k");
    }

    @Test
    void a_batch_is_taken_only_where_the_view_stands() {
        views.apply(VIEW, 0, 5, changes("k", json("a", "1")));
        assertThatThrownBy(() -> views.apply(VIEW, 0, 6, changes("k", json("b", "2"))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> views.apply(VIEW, 4, 6, changes("k", json("b", "2"))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(text(views.find(VIEW, "k").row())).isEqualTo(json("a", "1"));
        assertThat(views.position(VIEW)).isEqualTo(5);
        views.apply(VIEW, 5, 6, Map.of());
        assertThat(views.position(VIEW)).isEqualTo(6);
    }

    @Test
    void rows_and_position_are_there_after_reopening() {
        views.apply(VIEW, 0, 5, changes("k", json("a", "1")));
        reopen();
        opened().views().declare(SCHEMA);
        var found = opened().views().find(VIEW, "k");
        assertThat(text(found.row())).isEqualTo(json("a", "1"));
        assertThat(found.position()).isEqualTo(5);
    }

    @Test
    void a_view_declared_anew_is_emptied_only_where_its_schema_differs() {
        views.apply(VIEW, 0, 5, changes("k", json("a", "1")));
        views.declare(SCHEMA);
        assertThat(views.position(VIEW)).isEqualTo(5);
        views.declare(Rows.schema(Rows.Shelf.class, "place", "note"));
        assertThat(views.position(VIEW)).isZero();
        assertThat(views.find(VIEW, "k").row()).isEmpty();
        views.apply(VIEW, 0, 5, changes("k", json("a", "1")));
        assertThat(Rows.keys(views, by("note", false, 10))).containsExactly("k");
        views.declare(Rows.schema(Rows.Drawer.class, "place", "note"));
        assertThat(views.position(VIEW)).isZero();
    }

    @Test
    void clearing_empties_one_view_and_leaves_the_others() {
        var other = new ViewSchema("tck-other", "tck", Rows.Shelf.class, List.of(), Set.of());
        views.declare(other);
        views.apply(VIEW, 0, 5, changes("k", json("a", "1")));
        views.apply("tck-other", 0, 6, changes("k", json("b", "1")));
        views.clear(VIEW);
        assertThat(views.position(VIEW)).isZero();
        assertThat(views.digest(VIEW).rows()).isZero();
        assertThat(text(views.find("tck-other", "k").row())).isEqualTo(json("b", "1"));
        assertThat(views.position("tck-other")).isEqualTo(6);
    }

    @Test
    void present_rows_are_found_among_many_keys() {
        var rows = new LinkedHashMap<String, Optional<byte[]>>();
        var keys = new ArrayList<String>();
        for (int i = 0; i < 1_500; i++) {
            rows.put("k" + i, Optional.of(json("p" + i, "1").getBytes(StandardCharsets.UTF_8)));
            keys.add("k" + i);
            keys.add("absent" + i);
        }
        views.apply(VIEW, 0, 1, rows);
        var found = views.findAll(VIEW, keys);
        assertThat(found).hasSize(1_500);
        assertThat(found.get("k7")).isEqualTo(json("p7", "1").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void the_digest_is_over_lengths_keys_and_rows_in_the_order_of_keys() throws Exception {
        views.apply(VIEW, 0, 3, changes("b", "{\"place\":\"ü\"}", "a", "{}"));
        var bytes = HexFormat.of().parseHex("00000001" + "61" + "00000002" + "7b7d" + "00000001");
        var sha = MessageDigest.getInstance("SHA-256", "SUN");
        sha.update(bytes);
        sha.update(HexFormat.of().parseHex("62" + "0000000e"));
        sha.update("{\"place\":\"ü\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(views.digest(VIEW))
                .isEqualTo(new Views.Digest(3, 2, HexFormat.of().formatHex(sha.digest())));
    }

    @Test
    void two_stores_fed_in_batches_of_different_size_have_the_same_digest() {
        try (var other = store().open(place().resolveSibling("other"))) {
            other.views().declare(SCHEMA);
            feed(views, 7);
            feed(other.views(), 64);
            assertThat(other.views().digest(VIEW)).isEqualTo(views.digest(VIEW));
            assertThat(views.digest(VIEW).rows()).isPositive();
        }
    }

    /** The same 500 changes, some of the same keys and some removals, in batches of the size. */
    private static void feed(Views views, int batch) {
        var random = new Random(42);
        for (long from = 0; from < 500; from += batch) {
            long to = Math.min(500, from + batch);
            var changes = new LinkedHashMap<String, Optional<byte[]>>();
            for (long i = from; i < to; i++) {
                var key = "ключ-" + random.nextInt(200);
                var row = json("p" + i, String.valueOf(i)).getBytes(StandardCharsets.UTF_8);
                changes.put(key, random.nextInt(5) == 0 ? Optional.empty() : Optional.of(row));
            }
            views.apply(VIEW, from, to, changes);
        }
    }

    @Test
    void readers_see_whole_batches_while_a_writer_works() {
        var keys = List.of("a", "b", "c", "d", "e", "f", "g", "h");
        var writing = CompletableFuture.runAsync(() -> writeAlike(keys));
        do {
            rowsAgreeWithTheirPosition();
        } while (!writing.isDone());
        writing.join();
        assertThat(rowsAgreeWithTheirPosition()).isEqualTo(keys.size());
    }

    private int rowsAgreeWithTheirPosition() {
        var page = views.page(VIEW, by("weight", true, 100));
        var expected = json("p", String.valueOf(page.position()));
        assertThat(page.rows())
                .allSatisfy(row -> assertThat(text(Optional.of(row))).isEqualTo(expected));
        var found = views.find(VIEW, "h");
        if (found.row().isPresent()) {
            assertThat(text(found.row())).isEqualTo(json("p", String.valueOf(found.position())));
        }
        return page.rows().size();
    }

    /** Each batch gives all rows the weight of its position. */
    private void writeAlike(List<String> keys) {
        for (int n = 0; n < 200; n++) {
            var row = Optional.of(json("p", "" + (n + 1)).getBytes(StandardCharsets.UTF_8));
            var changes = new LinkedHashMap<String, Optional<byte[]>>();
            keys.forEach(key -> changes.put(key, row));
            views.apply(VIEW, n, n + 1L, changes);
        }
    }
}
