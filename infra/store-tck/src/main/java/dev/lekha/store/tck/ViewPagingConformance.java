package dev.lekha.store.tck;

import static dev.lekha.store.tck.Rows.SCHEMA;
import static dev.lekha.store.tck.Rows.VIEW;
import static dev.lekha.store.tck.Rows.by;
import static dev.lekha.store.tck.Rows.changes;
import static dev.lekha.store.tck.Rows.json;
import static dev.lekha.store.tck.Rows.keys;
import static dev.lekha.store.tck.Rows.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.kernel.TenantKey;
import dev.lekha.projection.Views;
import dev.lekha.projection.Views.Comparison;
import dev.lekha.projection.Views.Query;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How views are asked: sorted, filtered, and page by page from where the last one ended. */
public abstract class ViewPagingConformance extends StoreConformance {
    private Views views;

    @BeforeEach
    void six_rows() {
        views = opened().views();
        views.declare(SCHEMA);
        views.apply(
                VIEW,
                0,
                9,
                changes(
                        "r1", json("north", "10"),
                        "r2", json("north-east", "9"),
                        "r3", json("south", "2.5"),
                        "r4", json("north", "-1"),
                        "r5", json("north", "10"),
                        "r6", "{\"place\":\"west\"}"));
    }

    @Test
    void rows_come_in_the_order_of_keys_where_nothing_else_is_asked() {
        for (int limit = 1; limit <= 7; limit++) {
            assertThat(keys(views, by("", false, limit)))
                    .containsExactly("r1", "r2", "r3", "r4", "r5", "r6");
            assertThat(keys(views, by("", true, limit)))
                    .containsExactly("r6", "r5", "r4", "r3", "r2", "r1");
        }
    }

    @Test
    void text_is_sorted_as_text_and_ties_by_key_whatever_the_size_of_the_page() {
        for (int limit = 1; limit <= 7; limit++) {
            assertThat(keys(views, by("place", false, limit)))
                    .containsExactly("r1", "r4", "r5", "r2", "r3", "r6");
            assertThat(keys(views, by("place", true, limit)))
                    .containsExactly("r6", "r3", "r2", "r5", "r4", "r1");
        }
    }

    @Test
    void numbers_are_sorted_as_numbers_and_rows_without_one_come_last() {
        for (int limit = 1; limit <= 7; limit++) {
            assertThat(keys(views, by("weight", false, limit)))
                    .containsExactly("r4", "r3", "r2", "r1", "r5", "r6");
            assertThat(keys(views, by("weight", true, limit)))
                    .containsExactly("r6", "r5", "r1", "r2", "r3", "r4");
        }
    }

    @Test
    void large_numbers_are_not_blurred() {
        views.apply(
                VIEW,
                9,
                10,
                changes(
                        "x1", json("far", "9007199254740993"),
                        "x2", json("far", "9007199254740992"),
                        "x3", json("far", "9007199254740991")));
        var far = where("place", Comparison.EQUAL, "far");
        assertThat(keys(views, by("weight", false, 1, far))).containsExactly("x3", "x2", "x1");
        var exact = where("weight", Comparison.EQUAL, "9007199254740993");
        assertThat(keys(views, by("", false, 9, exact))).containsExactly("x1");
    }

    @Test
    void each_comparison_does_what_it_says() {
        assertThat(weight(Comparison.EQUAL, "10")).containsExactly("r1", "r5");
        assertThat(weight(Comparison.EQUAL, "10.0")).containsExactly("r1", "r5");
        assertThat(weight(Comparison.LESS, "9")).containsExactly("r3", "r4");
        assertThat(weight(Comparison.AT_MOST, "9")).containsExactly("r2", "r3", "r4");
        assertThat(weight(Comparison.GREATER, "2.5")).containsExactly("r1", "r2", "r5");
        assertThat(weight(Comparison.AT_LEAST, "2.5")).containsExactly("r1", "r2", "r3", "r5");
        assertThat(place(Comparison.EQUAL, "north")).containsExactly("r1", "r4", "r5");
        assertThat(place(Comparison.GREATER, "north")).containsExactly("r2", "r3", "r6");
        assertThat(place(Comparison.LESS, "north-east")).containsExactly("r1", "r4", "r5");
        assertThat(place(Comparison.PREFIX, "north")).containsExactly("r1", "r2", "r4", "r5");
    }

    @Test
    void a_number_is_no_text_and_a_text_no_number() {
        assertThat(place(Comparison.GREATER, "1")).as("all places are texts").hasSize(6);
        assertThat(place(Comparison.LESS, "1")).isEmpty();
        assertThat(weight(Comparison.GREATER, "abc")).isEmpty();
        assertThat(weight(Comparison.LESS, "abc")).isEmpty();
        assertThat(weight(Comparison.AT_LEAST, "-100")).hasSize(5);
        views.apply(VIEW, 9, 10, changes("x", json("7", "7")));
        assertThat(place(Comparison.EQUAL, "7")).containsExactly("x");
    }

    private List<String> weight(Comparison comparison, String value) {
        return keys(views, by("", false, 2, where("weight", comparison, value)));
    }

    private List<String> place(Comparison comparison, String value) {
        return keys(views, by("", false, 2, where("place", comparison, value)));
    }

    @Test
    void all_filters_hold_at_once_and_go_with_any_sort() {
        var north = where("place", Comparison.PREFIX, "north");
        var heavy = where("weight", Comparison.GREATER, "0");
        assertThat(keys(views, by("weight", true, 1, north, heavy)))
                .containsExactly("r5", "r1", "r2");
    }

    @Test
    void numbers_and_texts_in_one_field_follow_one_another_whatever_the_size_of_the_page() {
        views.apply(
                VIEW,
                9,
                10,
                changes(
                        "t1", json("far", "\"10\""),
                        "t2", json("far", "\"3\""),
                        "t3", json("far", "\"north\"")));
        var atLeast = where("weight", Comparison.AT_LEAST, "3");
        var below = where("weight", Comparison.LESS, "10");
        for (int limit = 1; limit <= 7; limit++) {
            assertThat(keys(views, by("weight", false, limit, atLeast)))
                    .containsExactly("r2", "r1", "r5", "t2", "t3");
            assertThat(keys(views, by("weight", true, limit, atLeast)))
                    .containsExactly("t3", "t2", "r5", "r1", "r2");
            assertThat(keys(views, by("weight", false, limit, below)))
                    .containsExactly("r4", "r3", "r2");
            assertThat(keys(views, by("weight", false, limit, atLeast, below)))
                    .containsExactly("r2");
            assertThat(keys(views, by("", false, limit, atLeast)))
                    .containsExactly("r1", "r2", "r5", "t2", "t3");
        }
    }

    @Test
    void a_page_tells_the_position_and_whether_there_is_more() {
        var first = views.page(VIEW, by("", false, 5));
        assertThat(first.position()).isEqualTo(9);
        assertThat(first.next()).isNotEmpty();
        assertThat(views.page(VIEW, by("", false, 6)).next()).isEmpty();
    }

    @Test
    void rows_that_come_and_go_between_pages_neither_repeat_nor_hide_others() {
        var query = by("weight", false, 2);
        var first = views.page(VIEW, query);
        views.apply(VIEW, 9, 10, changes("r3", "", "new", json("here", "-5")));
        var rest = keys(views, new Query(List.of(), "weight", false, first.next(), 2));
        assertThat(rest).containsExactly("r2", "r1", "r5", "r6");
    }

    @Test
    void a_cursor_belongs_to_its_sort_and_nonsense_is_none() {
        var cursor = views.page(VIEW, by("weight", false, 2)).next();
        refused(new Query(List.of(), "place", false, cursor, 2));
        refused(new Query(List.of(), "weight", true, cursor, 2));
        refused(new Query(List.of(), "weight", false, "no cursor", 2));
        refused(new Query(List.of(), "weight", false, "bm9uc2Vuc2U", 2));
        refused(new Query(List.of(), "weight", false, cursor.substring(1), 2));
    }

    @Test
    void what_was_not_declared_cannot_be_asked_by() {
        refused(by("note", false, 2));
        refused(by("", false, 2, where("note", Comparison.EQUAL, "x")));
        refused(by("place\" --", false, 2));
        refused(by("", false, 2, where("key", Comparison.EQUAL, "r1")));
        refused(by("", false, 0));
        refused(by("", false, 10_001));
    }

    private void refused(Query query) {
        assertThatThrownBy(() -> views.page(VIEW, query))
                .as(query.toString())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void odd_keys_and_values_are_only_text() {
        var odd = List.of("'; DROP TABLE views; --", "\"", "a\u0000b", "\uD83D\uDE00", "ÿ", "");
        var rows = new ArrayList<String>();
        odd.forEach(key -> rows.addAll(List.of(key, "{\"place\":\"odd\",\"weight\":1}")));
        views.apply(VIEW, 9, 10, changes(rows.toArray(String[]::new)));
        var page = keys(views, by("weight", false, 1, where("place", Comparison.EQUAL, "odd")));
        assertThat(page).containsExactlyInAnyOrderElementsOf(odd);
    }

    @Test
    void each_tenant_sees_its_own_rows_alone_however_it_asks() {
        views.apply(
                VIEW,
                9,
                10,
                changes(
                        TenantKey.of("acme", "r1"), json("north", "3"),
                        TenantKey.of("acme", "r7"), json("north", "1"),
                        TenantKey.of("acme-2", "r1"), json("north", "2"),
                        TenantKey.of("", "~r"), json("north", "0")));
        for (int limit = 1; limit <= 7; limit++) {
            for (var sort : List.of("", "place", "weight")) {
                assertThat(keys(views.of("acme"), by(sort, false, limit)))
                        .containsExactlyInAnyOrder("r1", "r7");
                assertThat(keys(views.of("acme-2"), by(sort, true, limit))).containsExactly("r1");
                assertThat(keys(views.of("nobody"), by(sort, false, limit))).isEmpty();
                assertThat(keys(views.of("default"), by(sort, true, limit)))
                        .containsExactlyInAnyOrder("r1", "r2", "r3", "r4", "r5", "r6", "~r");
            }
        }
        assertThat(keys(views.of("acme"), by("weight", false, 1))).containsExactly("r7", "r1");
        assertThat(keys(views.of("acme"), by("", false, 1, where("weight", Comparison.LESS, "3"))))
                .containsExactly("r7");
        assertThat(views.of("acme-2").find(VIEW, "r7").row()).isEmpty();
        assertThat(views.of("acme-2").findAll(VIEW, List.of("r1", "r7", "~acme~r7")))
                .containsOnlyKeys("r1");
    }

    @Test
    void a_cursor_of_another_tenant_leads_nowhere_else() {
        views.apply(
                VIEW,
                9,
                10,
                changes(
                        TenantKey.of("acme", "a"), json("north", "1"),
                        TenantKey.of("acme", "b"), json("north", "1"),
                        TenantKey.of("other", "c"), json("north", "1")));
        for (var sort : List.of("", "place")) {
            var cursor = views.of("acme").page(VIEW, by(sort, false, 1)).next();
            var stolen = new Query(List.of(), sort, false, cursor, 9);
            assertThat(views.of("other").page(VIEW, stolen).rows())
                    .extracting(Views.Row::key)
                    .containsExactly("c");
        }
    }
}
