package dev.lekha.app.demo;

import dev.lekha.app.demo.Tally.Row;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the routes say, side by side. A row agrees where all that speak of it say exactly the same.
 */
record Reconciliation(SequencedMap<String, Tally> routes) {
    private static final String ROW = "%-24s";
    private static final String CELL = " %14s";

    List<Row> rows() {
        var rows = new TreeSet<Row>();
        routes.values().forEach(tally -> rows.addAll(tally.rows()));
        return List.copyOf(rows);
    }

    List<Row> differing() {
        return rows().stream().filter(row -> figures(row).distinct().count() > 1).toList();
    }

    void print(PrintWriter out) {
        out.printf(ROW, "");
        routes.keySet().forEach(route -> out.printf(CELL, route));
        out.println();
        rows().forEach(row -> print(row, out));
        out.println();
        var differing = differing();
        differing.forEach(row -> explain(row, out));
        out.println(
                differing.isEmpty()
                        ? "All " + rows().size() + " rows agree, to the last fraction."
                        : differing.size() + " of " + rows().size() + " rows differ.");
        out.flush();
    }

    private void print(Row row, PrintWriter out) {
        out.printf(ROW, row);
        routes.values()
                .forEach(tally ->
                        out.printf(
                                CELL,
                                tally.figure(row).map(figure -> cell(row, figure)).orElse("")));
        out.println(figures(row).distinct().count() > 1 ? "  DIFFERS" : "");
    }

    private void explain(Row row, PrintWriter out) {
        out.println("differs: " + row);
        routes.forEach((route, tally) ->
                tally.figure(row).ifPresent(figure -> out.printf("  %-12s %s%n", route, figure)));
    }

    private static String cell(Row row, Fraction figure) {
        return String.format(
                Locale.ROOT,
                "%,." + row.subject().decimals() + "f",
                figure.rounded(row.subject().decimals()));
    }

    private Stream<Fraction> figures(Row row) {
        return routes.values().stream().flatMap(tally -> tally.figure(row).stream());
    }
}
