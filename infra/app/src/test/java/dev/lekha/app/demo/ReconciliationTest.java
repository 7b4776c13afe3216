package dev.lekha.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.app.demo.Tally.Row;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private final Tally generator = new Tally(Subject.CDRS, Subject.MONEY);
    private final Tally log = new Tally(Subject.CDRS, Subject.MONEY);
    private final Tally meters = new Tally(Subject.SENT);

    @Test
    void rows_of_which_only_one_route_speaks_agree() {
        meters.count(Subject.SENT);
        assertThat(reconciliation().differing()).isEmpty();
    }

    @Test
    void thirds_that_make_a_whole_agree_with_the_whole() {
        generator.add(Subject.MONEY, "alice", Fraction.parse("1/3"));
        generator.add(Subject.MONEY, "alice", Fraction.parse("2/3"));
        log.add(Subject.MONEY, "alice", Fraction.parse("1.00"));
        assertThat(reconciliation().differing()).isEmpty();
    }

    @Test
    void whoever_owes_nothing_by_one_route_only_differs() {
        log.add(Subject.MONEY, "bob", Fraction.parse("1/7"));
        assertThat(reconciliation().differing()).containsExactly(new Row(Subject.MONEY, "bob"));
    }

    @Test
    void a_difference_that_rounding_hides_is_named_in_full() {
        generator.add(Subject.MONEY, "carol", Fraction.parse("1"));
        log.add(Subject.MONEY, "carol", Fraction.parse("1000000001/1000000000"));
        var out = new StringWriter();
        reconciliation().print(new PrintWriter(out));
        assertThat(out.toString())
                .contains("1.00", "DIFFERS", "1000000001/1000000000", "1 of 3 rows differ");
    }

    private Reconciliation reconciliation() {
        var routes = new LinkedHashMap<String, Tally>();
        routes.put("generator", generator);
        routes.put("log", log);
        routes.put("meters", meters);
        return new Reconciliation(routes);
    }
}
