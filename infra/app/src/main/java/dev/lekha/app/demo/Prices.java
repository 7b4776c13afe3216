package dev.lekha.app.demo;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;

/**
 * What energy costs in the town: two rating groups, each with a new price from the middle of the
 * first month on.
 */
record Prices(YearMonth from) {
    static final List<String> GROUPS = List.of("household", "heat-pump");

    private static final int CHANGE = 15;
    private static final Map<String, List<String>> EUR_PER_KWH =
            Map.of("household", List.of("29/97", "31/101"), "heat-pump", List.of("17/71", "0.27"));

    /** Of one kWh. */
    Fraction on(LocalDate day, String group) {
        return Fraction.parse(prices(group).get(day.isBefore(change()) ? 0 : 1));
    }

    /** As {@code PublishTariff} takes them. */
    List<Map<String, Object>> commands() {
        return GROUPS.stream()
                .flatMap(group ->
                        List.of(
                                command(group, "first", prices(group).getFirst(), from.atDay(1)),
                                command(group, "second", prices(group).getLast(), change()))
                                .stream())
                .toList();
    }

    private LocalDate change() {
        return from.atDay(CHANGE);
    }

    private static List<String> prices(String group) {
        return EUR_PER_KWH.getOrDefault(group, List.of());
    }

    private static Map<String, Object> command(
            String group, String version, String price, LocalDate validFrom) {
        return Map.of(
                "tariff",
                group + "-" + version,
                "ratingGroup",
                group,
                "currency",
                "EUR",
                "unit",
                "kWh",
                "price",
                price,
                "validFrom",
                validFrom.toString());
    }
}
