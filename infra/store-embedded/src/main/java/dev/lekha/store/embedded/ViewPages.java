package dev.lekha.store.embedded;

import dev.lekha.projection.Views.KeyRange;
import dev.lekha.projection.Views.Page;
import dev.lekha.projection.Views.Query;
import dev.lekha.projection.Views.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one page of a view: from where the page before ended, by the index of what it is sorted by.
 */
final class ViewPages {
    private static final int MOST_ROWS = 10_000;

    private ViewPages() {}

    static Page read(Session session, ViewTable table, Query query, long position)
            throws SQLException {
        if (query.limit() < 1 || query.limit() > MOST_ROWS) {
            throw new IllegalArgumentException("a page has 1 to " + MOST_ROWS + " rows");
        }
        var sort = table.column(query.sort());
        var condition = condition(table, query, sort);
        var direction = query.descending() ? " DESC" : "";
        var sql =
                "SELECT key, row, %2$s FROM %1$s WHERE %3$s ORDER BY %2$s%4$s, key%4$s LIMIT ?"
                        .formatted(table.name(), sort, condition.sql(), direction);
        var values = new ArrayList<>(condition.values());
        values.add(query.limit() + 1);
        var rows = new ArrayList<Row>();
        Object last = FieldValues.MISSING;
        try (ResultSet found = session.bind(sql, values.toArray()).executeQuery()) {
            while (found.next()) {
                if (rows.size() == query.limit()) {
                    var cursor = new ViewCursor(last, rows.getLast().key());
                    return new Page(rows, cursor.text(query), position);
                }
                rows.add(new Row(found.getString(1), found.getBytes(2)));
                last = found.getObject(3);
            }
        }
        return new Page(rows, "", position);
    }

    private static ViewCondition condition(ViewTable table, Query query, String sort) {
        var conditions = new ArrayList<ViewCondition>();
        for (var filter : query.filters()) {
            if (filter.field().isEmpty()) {
                throw new IllegalArgumentException("a filter names a field");
            }
            conditions.add(ViewCondition.of(table.column(filter.field()), filter));
        }
        if (!query.within().isEmpty()) {
            conditions.add(within(query.within()));
        }
        if (!query.after().isEmpty()) {
            var cursor = ViewCursor.read(query);
            var beyond = query.descending() ? " < " : " > ";
            conditions.add(
                    sort.equals("key")
                            ? new ViewCondition("key" + beyond + "?", List.of(cursor.key()))
                            : new ViewCondition(
                                    "(" + sort + ", key)" + beyond + "(?, ?)",
                                    List.of(cursor.value(), cursor.key())));
        }
        return ViewCondition.all(conditions);
    }

    /**
     * One range may lead to the rows. Several may not, since SQLite would read and sort the rows of
     * each; the plus says so.
     */
    private static ViewCondition within(List<KeyRange> ranges) {
        var column = ranges.size() == 1 ? "key" : "+key";
        var sql = new ArrayList<String>();
        var values = new ArrayList<Object>();
        for (var range : ranges) {
            values.add(range.from());
            if (range.to().isEmpty()) {
                sql.add(column + " >= ?");
            } else {
                sql.add("(%1$s >= ? AND %1$s < ?)".formatted(column));
                values.add(range.to());
            }
        }
        return new ViewCondition("(" + String.join(" OR ", sql) + ")", values);
    }
}
