package dev.lekha.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Json;
import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views.Comparison;
import dev.lekha.projection.Views.Filter;
import dev.lekha.projection.Views.Page;
import dev.lekha.projection.Views.Query;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sqlite.ProgressHandler;

/** What a page costs SQLite, in steps of its virtual machine, wherever in a view the page is. */
class PageCostTest {
    private static final int ROWS = 20_000;
    private static final int LIMIT = 50;

    /** Far more than a page of 50 needs, far less than looking at 20,000 rows. */
    private static final int MOST_STEPS = 5_000;

    private record Cost(String name, long number) {}

    private static final ViewTable TABLE =
            ViewTable.of(
                    new ViewSchema(
                            "costs", "test", Cost.class, List.of("name", "number"), Set.of()));

    private Connection connection;
    private Session session;
    private int steps;

    @BeforeEach
    void fill() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        session = new Session(connection);
        for (var statement : TABLE.definition()) {
            session.run(statement);
        }
        session.turn("BEGIN");
        for (var number = 0; number < ROWS; number++) {
            var json = new Cost(name(number), number);
            ViewRow.of(TABLE, Json.MAPPER.writeValueAsBytes(json))
                    .store(session, TABLE, "key-%05d".formatted(number));
        }
        session.turn("COMMIT");
        ProgressHandler.setHandler(
                connection,
                1,
                new ProgressHandler() {
                    @Override
                    protected int progress() {
                        steps++;
                        return 0;
                    }
                });
    }

    @AfterEach
    void close() throws SQLException {
        session.close();
    }

    @Test
    void a_page_between_two_texts_costs_what_it_holds() throws SQLException {
        var page =
                page(
                        "name",
                        "",
                        new Filter("name", Comparison.AT_LEAST, name(15_000)),
                        new Filter("name", Comparison.LESS, name(16_000)));
        assertThat(page.rows()).hasSize(LIMIT);
        assertThat(page.rows().getFirst().key()).isEqualTo("key-15000");
        assertThat(steps).isLessThan(MOST_STEPS);
    }

    @Test
    void the_page_after_costs_no_more_than_the_first() throws SQLException {
        var from = new Filter("name", Comparison.AT_LEAST, name(10));
        var to = new Filter("name", Comparison.LESS, name(19_900));
        var next = page("name", "", from, to).next();
        for (var pages = 1; pages < 300; pages++) {
            next = page("name", next, from, to).next();
        }
        steps = 0;
        var page = page("name", next, from, to);
        assertThat(page.rows().getFirst().key()).isEqualTo("key-15010");
        assertThat(steps).isLessThan(MOST_STEPS);
    }

    @Test
    void texts_that_start_alike_cost_what_they_are() throws SQLException {
        var page = page("name", "", new Filter("name", Comparison.PREFIX, "name-0150"));
        assertThat(page.rows()).hasSize(10);
        assertThat(steps).isLessThan(MOST_STEPS);
    }

    @Test
    void one_text_costs_what_it_is() throws SQLException {
        var page = page("", "", new Filter("name", Comparison.EQUAL, name(15_000)));
        assertThat(page.rows()).hasSize(1);
        assertThat(steps).isLessThan(MOST_STEPS);
    }

    @Test
    void few_numbers_cost_what_they_are() throws SQLException {
        var page =
                page(
                        "",
                        "",
                        new Filter("number", Comparison.GREATER, "15000"),
                        new Filter("number", Comparison.AT_MOST, "15005"));
        assertThat(page.rows()).hasSize(5);
        assertThat(steps).isLessThan(MOST_STEPS);
    }

    @Test
    void numbers_in_their_order_cost_what_the_page_holds() throws SQLException {
        var page = page("number", "", new Filter("number", Comparison.GREATER, "15000"));
        assertThat(page.rows()).hasSize(LIMIT);
        assertThat(page.rows().getFirst().key()).isEqualTo("key-15001");
        assertThat(steps).isLessThan(MOST_STEPS);
    }

    @Test
    void backwards_they_cost_no_more() throws SQLException {
        var below = new Filter("number", Comparison.AT_MOST, "5000");
        var query = new Query(List.of(below), "number", true, "", LIMIT);
        var first = ViewPages.read(session, TABLE, query, 1);
        assertThat(first.rows().getFirst().key()).isEqualTo("key-05000");
        query = new Query(List.of(below), "number", true, first.next(), LIMIT);
        var second = ViewPages.read(session, TABLE, query, 1);
        assertThat(second.rows().getFirst().key()).isEqualTo("key-04950");
        assertThat(steps).isLessThan(MOST_STEPS);
    }

    private Page page(String sort, String after, Filter... filters) throws SQLException {
        var query = new Query(List.of(filters), sort, false, after, LIMIT);
        return ViewPages.read(session, TABLE, query, 1);
    }

    private static String name(int number) {
        return "name-%05d".formatted(number);
    }
}
