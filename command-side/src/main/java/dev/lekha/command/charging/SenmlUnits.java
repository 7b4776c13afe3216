package dev.lekha.command.charging;

import dev.lekha.kernel.Rational;
import java.util.Map;
import java.util.Optional;

/**
 * Exact factors between units of one quantity: the secondary units of RFC 8798, section 3, and the
 * derived ones of RFC 8428, section 12.1, as far as something is charged by them.
 */
final class SenmlUnits {
    private record Scale(String primary, Rational factor) {}

    private static final Map<String, Scale> SCALES =
            Map.ofEntries(
                    scale("ms", "s", 1, 1000),
                    scale("min", "s", 60, 1),
                    scale("h", "s", 3600, 1),
                    scale("Ah", "C", 3600, 1),
                    scale("Wh", "J", 3600, 1),
                    scale("kWh", "J", 3_600_000, 1),
                    scale("varh", "vars", 3600, 1),
                    scale("kvarh", "vars", 3_600_000, 1),
                    scale("kVAh", "VAs", 3_600_000, 1),
                    scale("kW", "W", 1000, 1),
                    scale("kVA", "VA", 1000, 1),
                    scale("kvar", "var", 1000, 1),
                    scale("B", "bit", 8, 1),
                    scale("KiB", "bit", 8 * 1024, 1),
                    scale("GB", "bit", 8_000_000_000L, 1),
                    scale("l", "m3", 1, 1000),
                    scale("kg", "g", 1000, 1),
                    scale("mm", "m", 1, 1000),
                    scale("cm", "m", 1, 100),
                    scale("km", "m", 1000, 1));

    private SenmlUnits() {}

    /**
     * How many of the second unit one of the first is; empty where they measure different things.
     */
    static Optional<Rational> factor(String from, String to) {
        if (from.equals(to)) {
            return Optional.of(Rational.ONE);
        }
        var source = scaleOf(from);
        var target = scaleOf(to);
        return source.primary.equals(target.primary)
                ? Optional.of(source.factor.dividedBy(target.factor))
                : Optional.empty();
    }

    private static Scale scaleOf(String unit) {
        var scale = SCALES.get(unit);
        return scale == null ? new Scale(unit, Rational.ONE) : scale;
    }

    private static Map.Entry<String, Scale> scale(
            String unit, String primary, long numerator, long denominator) {
        return Map.entry(unit, new Scale(primary, Rational.of(numerator, denominator)));
    }
}
