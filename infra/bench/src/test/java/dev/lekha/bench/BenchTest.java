package dev.lekha.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.kernel.Json;
import dev.lekha.kernel.Requirement;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** Every benchmark runs, in the smallest way, and ends as it should; how fast is not for a test. */
class BenchTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "commands --rounds 1 --seconds 0.05 --warm-up 0.05 --callers 1,4",
                "http --rounds 1 --seconds 0.2 --warm-up 0.2 --connections 4",
                "mqtt --rounds 1 --seconds 0.2 --warm-up 0.2 --connections 4 --charged",
                "lag --rounds 1 --seconds 0.3 --warm-up 0.2 --connections 4",
                "rebuild --rounds 1 --events 600",
                "heap --nodes 200",
                "discovery --nodes 300 --groups 3 --queries 5",
                "log --rounds 1 --seconds 0.1 --warm-up 0.2 --callers 1,4 --bulk 10 --sourced 200",
                "nodes --nodes 1,2 --round-trips 1 --rounds 1 --seconds 0.3 --warm-up 0.3 --callers 4",
                "bundle --events 500",
                "log-large --events 5000 --rounds 1 --seconds 0.1 --first-pass 50"
            })
    @Requirement("4.9")
    void a_benchmark_ends_with_one_line_of_json(String arguments) {
        var out = new StringWriter();
        var code =
                new CommandLine(new Bench())
                        .setOut(new PrintWriter(out))
                        .execute(arguments.split(" "));
        assertThat(code).isZero();
        var finding = Json.MAPPER.readTree(out.toString().lines().toList().getLast());
        assertThat(finding.path("benchmark").stringValue()).isEqualTo(arguments.split(" ", 2)[0]);
        assertThat(finding.path("yardstick").stringValue()).isNotBlank();
        assertThat(finding.path("figures").isEmpty()).isFalse();
        assertThat(finding.path("ratios")).isNotEmpty().allMatch(JsonNode::isNumber);
    }

    @Test
    void the_middle_of_an_even_number_of_rounds_lies_between_two() {
        var samples = new Samples();
        for (var figure : new double[] {4, 1, 3, 2}) {
            samples.add("figure", figure);
        }
        assertThat(samples.median("figure")).isEqualTo(2.5);
    }
}
