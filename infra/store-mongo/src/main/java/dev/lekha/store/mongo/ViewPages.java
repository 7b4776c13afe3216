package dev.lekha.store.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;

import com.mongodb.client.model.Filters;
import dev.lekha.projection.Views.KeyRange;
import dev.lekha.projection.Views.Page;
import dev.lekha.projection.Views.Query;
import dev.lekha.projection.Views.Row;
import java.util.ArrayList;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Reads one page of a view: from where the page before ended, by the index of what it is sorted by.
 */
final class ViewPages {
    private static final int MOST_ROWS = 10_000;

    private ViewPages() {}

    static Page read(ViewRows rows, Query query, long position) {
        if (query.limit() < 1 || query.limit() > MOST_ROWS) {
            throw new IllegalArgumentException("a page has 1 to " + MOST_ROWS + " rows");
        }
        var sort = rows.field(query.sort());
        var order =
                sort.equals(ViewRows.KEY) ? new String[] {sort} : new String[] {sort, ViewRows.KEY};
        var found =
                rows.at(position, condition(rows, query, sort))
                        .sort(query.descending() ? descending(order) : ascending(order))
                        .limit(query.limit() + 1);
        var page = new ArrayList<Row>();
        var last = new Document();
        for (var document : found) {
            if (page.size() == query.limit()) {
                return new Page(page, cursor(sort, last).text(query), position);
            }
            page.add(new Row(document.getString(ViewRows.KEY), ViewRows.row(document)));
            last = document;
        }
        return new Page(page, "", position);
    }

    private static ViewCursor cursor(String sort, Document last) {
        var value = sort.equals(ViewRows.KEY) ? "" : last.getString(sort);
        return new ViewCursor(value, last.getString(ViewRows.KEY));
    }

    private static Bson condition(ViewRows rows, Query query, String sort) {
        var conditions = new ArrayList<Bson>();
        for (var filter : query.filters()) {
            if (filter.field().isEmpty()) {
                throw new IllegalArgumentException("a filter names a field");
            }
            conditions.add(ViewFilter.of(rows.field(filter.field()), filter));
        }
        if (!query.within().isEmpty()) {
            conditions.add(or(query.within().stream().map(ViewPages::within).toList()));
        }
        if (!query.after().isEmpty()) {
            conditions.add(behind(ViewCursor.read(query), sort, query));
        }
        return conditions.isEmpty() ? Filters.empty() : and(conditions);
    }

    private static Bson within(KeyRange range) {
        var from = gte(ViewRows.KEY, range.from());
        return range.to().isEmpty() ? from : and(from, lt(ViewRows.KEY, range.to()));
    }

    private static Bson behind(ViewCursor cursor, String sort, Query query) {
        var keys = beyond(ViewRows.KEY, cursor.key(), query);
        if (sort.equals(ViewRows.KEY)) {
            return keys;
        }
        return or(beyond(sort, cursor.value(), query), and(eq(sort, cursor.value()), keys));
    }

    private static Bson beyond(String field, String value, Query query) {
        return query.descending() ? lt(field, value) : gt(field, value);
    }
}
