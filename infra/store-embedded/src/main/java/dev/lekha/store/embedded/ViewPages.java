package dev.lekha.store.embedded;

import dev.lekha.projection.Views.Filter;
import dev.lekha.projection.Views.KeyRange;
import dev.lekha.projection.Views.Page;
import dev.lekha.projection.Views.Query;
import dev.lekha.projection.Views.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Reads one page of a view: from where the page before ended, by the index of what it is sorted by.
 */
final class ViewPages {
    private static final int MOST_ROWS = 10_000;

    private final Session session;
    private final ViewTable table;
    private final Query query;
    private final String sort;
    private final List<Row> rows = new ArrayList<>();
    private Object last = FieldValues.MISSING;
    private boolean more;

    private ViewPages(Session session, ViewTable table, Query query) {
        this.session = session;
        this.table = table;
        this.query = query;
        this.sort = table.column(query.sort());
    }

    static Page read(Session session, ViewTable table, Query query, long position)
            throws SQLException {
        if (query.limit() < 1 || query.limit() > MOST_ROWS) {
            throw new IllegalArgumentException("a page has 1 to " + MOST_ROWS + " rows");
        }
        return new ViewPages(session, table, query).page(position);
    }

    private Page page(long position) throws SQLException {
        for (var stretch : stretches()) {
            if (!more) {
                add(stretch);
            }
        }
        var next = more ? new ViewCursor(last, rows.getLast().key()).text(query) : "";
        return new Page(rows, next, position);
    }

    /** What follows one another in the index that is read, each a condition that all rows meet. */
    private List<ViewCondition> stretches() {
        var columns = new LinkedHashMap<String, List<Filter>>();
        for (var filter : query.filters()) {
            if (filter.field().isEmpty()) {
                throw new IllegalArgumentException("a filter names a field");
            }
            columns.computeIfAbsent(table.column(filter.field()), _ -> new ArrayList<>())
                    .add(filter);
        }
        var sorted = Optional.ofNullable(columns.remove(sort));
        var conditions = new ArrayList<ViewCondition>();
        columns.forEach((column, filters) ->
                conditions.add(
                        ViewCondition.any(
                                ColumnRange.of(filters).stream()
                                        .map(range -> range.condition(column))
                                        .toList())));
        if (!query.within().isEmpty()) {
            conditions.add(within(query.within()));
        }
        var cursor =
                query.after().isEmpty()
                        ? Optional.<ViewCursor>empty()
                        : Optional.of(ViewCursor.read(query));
        if (sorted.isEmpty()) {
            cursor.ifPresent(from -> conditions.add(beyond(from)));
            return List.of(ViewCondition.all(conditions));
        }
        return sorted(ColumnRange.of(sorted.get()), cursor).stream()
                .map(range -> ViewCondition.all(conditions, range))
                .toList();
    }

    /** The ranges of what is sorted by, from the one on in which the page before ended. */
    private List<ViewCondition> sorted(List<ColumnRange> ascending, Optional<ViewCursor> cursor) {
        var stretches = new ArrayList<ViewCondition>();
        var from = cursor;
        for (var range : query.descending() ? ascending.reversed() : ascending) {
            if (from.isEmpty()) {
                stretches.add(range.condition(sort));
            } else if (range.mayHold(from.get().value())) {
                stretches.add(
                        ViewCondition.all(
                                List.of(beyond(from.get())),
                                range.condition(sort, query.descending())));
                from = Optional.empty();
            }
        }
        return stretches;
    }

    private ViewCondition beyond(ViewCursor cursor) {
        var beyond = query.descending() ? " < " : " > ";
        return sort.equals("key")
                ? new ViewCondition("key" + beyond + "?", List.of(cursor.key()))
                : new ViewCondition(
                        "(" + sort + ", key)" + beyond + "(?, ?)",
                        List.of(cursor.value(), cursor.key()));
    }

    private void add(ViewCondition stretch) throws SQLException {
        var direction = query.descending() ? " DESC" : "";
        var sql =
                "SELECT key, row, %2$s FROM %1$s WHERE %3$s ORDER BY %2$s%4$s, key%4$s LIMIT ?"
                        .formatted(table.name(), sort, stretch.sql(), direction);
        var values = new ArrayList<>(stretch.values());
        values.add(query.limit() - rows.size() + 1);
        try (ResultSet found = session.bind(sql, values.toArray()).executeQuery()) {
            while (found.next() && !more) {
                more = rows.size() == query.limit();
                if (!more) {
                    rows.add(new Row(found.getString(1), found.getBytes(2)));
                    last = found.getObject(3);
                }
            }
        }
    }

    /**
     * One range may lead to the rows. Several may not, since SQLite would read and sort the rows of
     * each; the plus says so.
     */
    private static ViewCondition within(List<KeyRange> ranges) {
        var column = ranges.size() == 1 ? "key" : "+key";
        return ViewCondition.any(
                ranges.stream()
                        .map(range ->
                                range.to().isEmpty()
                                        ? new ViewCondition(column + " >= ?", List.of(range.from()))
                                        : new ViewCondition(
                                                "(%1$s >= ? AND %1$s < ?)".formatted(column),
                                                List.of(range.from(), range.to())))
                        .toList());
    }
}
