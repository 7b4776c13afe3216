package dev.lekha.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Rational;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A drill that finds nothing wrong must be one that would have found it. */
class BooksTest {
    private static final List<String> REPORTS = List.of("meter-0/r1", "meter-0/r2");
    private static final List<String> EVENTS = List.of("a", "b", "c");
    private static final Rational MONEY = Rational.of(1, 50);

    @Test
    void books_that_agree_have_no_fault() {
        assertThat(new Books(REPORTS, REPORTS, EVENTS, EVENTS, MONEY, MONEY, MONEY, true).faults())
                .isEmpty();
    }

    @Test
    void what_was_stored_without_an_acknowledgement_is_no_fault() {
        var stored = List.of("meter-0/r1", "meter-0/r2", "meter-0/r3");
        assertThat(new Books(REPORTS, stored, EVENTS, EVENTS, MONEY, MONEY, MONEY, true).faults())
                .isEmpty();
    }

    @Test
    void an_acknowledged_report_that_the_log_lacks_is_lost() {
        var stored = List.of("meter-0/r1");
        assertThat(new Books(REPORTS, stored, EVENTS, EVENTS, MONEY, MONEY, MONEY, true).faults())
                .containsExactly("1 lost");
    }

    @Test
    void a_report_that_is_twice_in_the_log_is_duplicated() {
        var stored = List.of("meter-0/r1", "meter-0/r2", "meter-0/r2");
        assertThat(new Books(REPORTS, stored, EVENTS, EVENTS, MONEY, MONEY, MONEY, true).faults())
                .containsExactly("1 duplicated in the log");
    }

    @Test
    void events_that_kafka_lacks_or_has_twice_or_has_alone_are_told() {
        var fed = List.of("a", "a", "b", "x");
        assertThat(new Books(REPORTS, REPORTS, EVENTS, fed, MONEY, MONEY, MONEY, true).faults())
                .containsExactly("1 missing in Kafka", "1 duplicated in Kafka", "1 in Kafka alone");
    }

    @Test
    void reports_that_nobody_was_charged_for_are_told() {
        var due = Applications.due(List.of("a/r1", "a/r2", "a/r3", "b/r1", "b/r2", "b/r2"));
        assertThat(due).isEqualTo(Rational.of(3, 50));
        assertThat(new Books(REPORTS, REPORTS, EVENTS, EVENTS, due, MONEY, MONEY, true).faults())
                .containsExactly("the reports amount to 3/50, charged is 1/50");
    }

    @Test
    void money_that_differs_is_told() {
        var billed = Rational.of(1, 25);
        assertThat(new Books(REPORTS, REPORTS, EVENTS, EVENTS, MONEY, MONEY, billed, true).faults())
                .containsExactly("the log's money is 1/50, Kafka's is 1/25");
    }

    @Test
    void a_view_that_is_not_its_replay_is_told() {
        assertThat(new Books(REPORTS, REPORTS, EVENTS, EVENTS, MONEY, MONEY, MONEY, false).faults())
                .containsExactly("not every view equals its replay");
    }

    @Test
    void a_drill_in_which_nothing_was_acknowledged_shows_nothing() {
        var none = List.<String>of();
        assertThat(new Books(none, REPORTS, EVENTS, EVENTS, MONEY, MONEY, MONEY, true).faults())
                .containsExactly("nothing was acknowledged or charged, so nothing is shown");
    }
}
