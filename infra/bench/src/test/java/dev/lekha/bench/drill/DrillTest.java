package dev.lekha.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The smallest run of each drill. */
class DrillTest {
    private record Ran(int code, String out, String err) {
        static Ran drill(String... words) {
            var out = new StringWriter();
            var err = new StringWriter();
            var code =
                    new CommandLine(new Drill())
                            .setOut(new PrintWriter(out, true))
                            .setErr(new PrintWriter(err, true))
                            .execute(words);
            return new Ran(code, out.toString(), err.toString());
        }
    }

    @Test
    @Requirement("4.20")
    void a_site_that_is_struck_at_every_part_loses_nothing_and_has_nothing_twice() {
        var ran = Ran.drill("node", "broker", "store", "clock", "--kills", "1", "--pause", "100");
        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out())
                .contains("node-", "broker killed", "store killed", "comes back with its clock");
        assertWell(ran, 4);
    }

    @Test
    void a_site_that_is_cut_in_two_loses_nothing_and_has_nothing_twice() {
        var ran = Ran.drill("network", "--kills", "1", "--pause", "100");
        assumeTrue(ran.code() != 69, ran.err());
        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertWell(ran, 1);
    }

    private static void assertWell(Ran ran, int strikes) {
        var figures = Json.MAPPER.readTree(ran.out().lines().toList().getLast()).path("figures");
        assertThat(figures.path("strikes").asInt()).isEqualTo(strikes);
        assertThat(figures.path("acknowledged").asInt()).isPositive();
        assertThat(figures.path("lost").asInt(-1)).isZero();
        assertThat(figures.path("duplicated in the log").asInt(-1)).isZero();
        assertThat(figures.path("duplicated in Kafka").asInt(-1)).isZero();
        assertThat(figures.path("every view equals its replay").asBoolean()).isTrue();
    }

    @Test
    void a_drill_that_there_is_not_is_named() {
        var ran = Ran.drill("earthquake");
        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains("there is no drill earthquake");
    }
}
