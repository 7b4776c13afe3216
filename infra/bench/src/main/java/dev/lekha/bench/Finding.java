package dev.lekha.bench;

import dev.lekha.kernel.Json;
import java.io.PrintWriter;
import java.util.Map;

/**
 * What a benchmark ends with: one line of JSON.
 *
 * @param figures in the units that their names say
 * @param ratios of figures to the yardstick's, or to the limit
 * @param yardstick what was measured beside, in words
 */
public record Finding(
        String benchmark,
        Map<String, Object> figures,
        Map<String, Object> ratios,
        String yardstick) {
    public void print(PrintWriter out) {
        out.println(Json.MAPPER.writeValueAsString(this));
        out.flush();
    }
}
