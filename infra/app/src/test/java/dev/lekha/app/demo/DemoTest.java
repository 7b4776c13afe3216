package dev.lekha.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The whole path, from meters to money, as {@code lekha demo} goes it. */
class DemoTest {
    private static final Fraction A_MILLIONTH = Fraction.of(1, 1_000_000);

    private final StringWriter out = new StringWriter();

    @Test
    void a_town_of_five_meters_agrees_on_everything() {
        assertThat(run(new Demo(), "--meters", "5", "--reports", "8")).as(out.toString()).isZero();
        assertThat(out.toString()).contains("rows agree").doesNotContain("DIFFERS");
    }

    @Test
    void a_millionth_of_a_euro_too_much_in_one_record_is_found_out() {
        var demo = new Demo(truth -> truth.add(Subject.MONEY, "street-02", A_MILLIONTH));
        assertThat(run(demo, "--meters", "2", "--reports", "3")).as(out.toString()).isEqualTo(1);
        assertThat(out.toString())
                .contains("differs: EUR of street-02")
                .doesNotContain("differs: EUR of street-01");
    }

    @Test
    void a_town_without_meters_is_a_misuse() {
        assertThat(run(new Demo(), "--meters", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    private int run(Demo demo, String... arguments) {
        var writer = new PrintWriter(out);
        return new CommandLine(demo).setOut(writer).setErr(writer).execute(arguments);
    }
}
