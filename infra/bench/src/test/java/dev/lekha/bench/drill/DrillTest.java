package dev.lekha.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
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

    private static final int UNAVAILABLE = 69;
    private static Ran ran;
    private static boolean network;

    /** All on one site; the cut of the network where this machine can have it. */
    @BeforeAll
    static void drill() {
        var tried = smallest("node", "broker", "store", "clock", "network");
        network = tried.code() != UNAVAILABLE;
        ran = network ? tried : smallest("node", "broker", "store", "clock");
    }

    private static Ran smallest(String... names) {
        var options = Stream.of("--kills", "1", "--seed", "392");
        return Ran.drill(Stream.concat(Stream.of(names), options).toArray(String[]::new));
    }

    @Test
    @Requirement("4.20")
    void a_site_that_is_struck_at_every_part_loses_nothing_and_has_nothing_twice() {
        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out())
                .contains("node-", "broker killed", "store killed", "comes back with its clock");
        var figures = Json.MAPPER.readTree(ran.out().lines().toList().getLast()).path("figures");
        assertThat(figures.path("strikes").asInt()).isEqualTo(network ? 5 : 4);
        assertThat(figures.path("acknowledged").asInt()).isPositive();
        assertThat(figures.path("lost").asInt(-1)).isZero();
        assertThat(figures.path("duplicated in the log").asInt(-1)).isZero();
        assertThat(figures.path("duplicated in Kafka").asInt(-1)).isZero();
        assertThat(figures.path("every view equals its replay").asBoolean()).isTrue();
    }

    @Test
    void so_does_one_that_is_cut_in_two() {
        assumeTrue(network, "network namespaces need root and the command ip");
        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).contains("node-1 cut off for");
    }

    @Test
    void a_drill_that_there_is_not_is_named() {
        var ran = Ran.drill("earthquake");
        assertThat(ran.code()).isEqualTo(64);
        assertThat(ran.err()).contains("there is no drill earthquake");
    }
}
