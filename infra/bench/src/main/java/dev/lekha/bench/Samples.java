package dev.lekha.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What rounds have measured, by name; what counts is the median. */
final class Samples {
    private static final MathContext DIGITS = new MathContext(4);

    private final Map<String, List<Double>> byName = new TreeMap<>();

    void add(String name, double figure) {
        byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(figure);
    }

    double median(String name) {
        var sorted = byName.getOrDefault(name, List.of()).stream().sorted().toList();
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured of " + name);
        }
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** All medians, in four digits. */
    Map<String, Object> medians() {
        var medians = new TreeMap<String, Object>();
        byName.keySet().forEach(name -> medians.put(name, short4(median(name))));
        return medians;
    }

    /** No more digits than a measurement has. */
    static BigDecimal short4(double figure) {
        var rounded = new BigDecimal(figure).round(DIGITS);
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
}
