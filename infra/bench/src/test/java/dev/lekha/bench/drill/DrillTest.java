package dev.lekha.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * The smallest run of each drill; longer ones by {@code ./lekha test -Dtest=DrillTest
 * -Dlekha.drills=random -Dlekha.kills=20 -Dsurefire.failIfNoSpecifiedTests=false}, and of each kind
 * by {@code -Dlekha.drills=node,broker,store,clock,network}.
 */
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

    private static final List<String> NAMES =
            List.of(System.getProperty("lekha.drills", "node").split(","));

    private static final int KILLS = Integer.getInteger("lekha.kills", 1);
    private static final long SEED = Long.getLong("lekha.seed", 392);

    private static Ran ran;

    /** All on one site. */
    @BeforeAll
    static void drill() {
        ran = smallest(NAMES);
    }

    private static Ran smallest(List<String> names) {
        var options = Stream.of("--kills", Integer.toString(KILLS), "--seed", Long.toString(SEED));
        return Ran.drill(Stream.concat(names.stream(), options).toArray(String[]::new));
    }

    @Test
    @Requirement("4.20")
    void a_site_that_is_struck_at_every_part_loses_nothing_and_has_nothing_twice() {
        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        var figures = Json.MAPPER.readTree(ran.out().lines().toList().getLast()).path("figures");
        assertThat(figures.path("strikes").asInt()).isEqualTo(NAMES.size() * KILLS);
        assertThat(figures.path("money due").isMissingNode()).isFalse();
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
