package dev.lekha.store.tck;

import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views.Comparison;
import dev.lekha.projection.Views.Filter;
import dev.lekha.projection.Views.Query;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A view of the suites' own, and short ways to write and ask it. */
final class Rows {
    static final String VIEW = "tck-rows";

    /** What the rows of the view are made of. */
    record Shelf(String place, double weight, String note) {}

    /** Another row for the view of the same name. */
    record Drawer(String place, double weight, String label) {}

    static final ViewSchema SCHEMA = schema(Shelf.class, "place", "weight");

    private Rows() {}

    static ViewSchema schema(Class<? extends Record> row, String... fields) {
        return new ViewSchema(VIEW, "tck", row, List.of(fields), Set.of());
    }

    static String json(String place, String weight) {
        return "{\"place\":\"%s\",\"weight\":%s,\"note\":\"ü\"}".formatted(place, weight);
    }

    /** Keys and rows in turn; an empty row removes. */
    static Map<String, Optional<byte[]>> changes(String... keysAndRows) {
        var changes = new LinkedHashMap<String, Optional<byte[]>>();
        for (int i = 0; i < keysAndRows.length; i += 2) {
            changes.put(
                    keysAndRows[i],
                    Optional.of(keysAndRows[i + 1])
                            .filter(row -> !row.isEmpty())
                            .map(row -> row.getBytes(StandardCharsets.UTF_8)));
        }
        return changes;
    }

    static Query by(String sort, boolean descending, int limit, Filter... filters) {
        return new Query(List.of(filters), sort, descending, "", limit);
    }

    static Filter where(String field, Comparison comparison, String value) {
        return new Filter(field, comparison, value);
    }

    /** Keys of all pages, one after the other. */
    static List<String> keys(dev.lekha.projection.Rows views, Query first) {
        var keys = new ArrayList<String>();
        var query = first;
        while (true) {
            var page = views.page(VIEW, query);
            page.rows().forEach(row -> keys.add(row.key()));
            if (page.next().isEmpty()) {
                return keys;
            }
            query =
                    new Query(
                            query.filters(),
                            query.sort(),
                            query.descending(),
                            page.next(),
                            query.limit());
        }
    }
}
