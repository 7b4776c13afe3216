package dev.lekha.bench.drill;

import dev.lekha.bench.Finding;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a drill ends with: a line for each figure, and all of them as one line of JSON. */
record Report(List<Course.Struck> struck, Books books) {
    void print(PrintWriter out) {
        var figures = figures();
        figures.forEach((name, figure) -> Drill.say(out, "%-34s %s", name, figure));
        new Finding("drill", figures, Map.of("lost to acknowledged (must be 0)", lostShare()), "")
                .print(out);
    }

    private Map<String, Object> figures() {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("strikes", struck.size());
        figures.put("acknowledged", books.acknowledged().size());
        figures.putAll(books.mustBeNone());
        figures.put("events in Kafka", books.fed().size());
        figures.put("money due", books.due().toString());
        figures.put("money in the log", books.charged().toString());
        figures.put("money in Kafka", books.billed().toString());
        figures.put("every view equals its replay", books.viewsAreReplayed());
        figures.put("seconds until normal, median", median(Course.Struck::normal));
        figures.put("seconds until normal, longest", longest(Course.Struck::normal));
        figures.put("seconds of silence, median", median(Course.Struck::silence));
        figures.put("seconds of silence, longest", longest(Course.Struck::silence));
        return figures;
    }

    private double lostShare() {
        return books.lost() / Math.max(1.0, books.acknowledged().size());
    }

    private BigDecimal median(Function<Course.Struck, Duration> of) {
        var sorted = struck.stream().map(of).sorted().toList();
        return sorted.isEmpty() ? BigDecimal.ZERO : seconds(sorted.get(sorted.size() / 2));
    }

    private BigDecimal longest(Function<Course.Struck, Duration> of) {
        return seconds(struck.stream().map(of).max(Duration::compareTo).orElse(Duration.ZERO));
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).setScale(1, RoundingMode.HALF_UP);
    }
}
