package dev.lekha.store.embedded;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/*
 * The index has an entry (tag, type, position) for each tag of an event, and one under the empty tag for the event
 * itself. A criterion becomes one range of entries for each of its types, so it costs a look-up per type and no scan:
 * what a tag carries of other types is not touched. A criterion without types first asks which types its tag has,
 * by leaping from one to the next.
 */

/** Finds events by tags and types. */
final class TagIndex {
    /** No tag is empty, so all events can be found under this one. */
    static final String EVERY_EVENT = "";

    private static final long NO_END = Long.MAX_VALUE;
    private static final String TYPES_OF =
            """
            WITH RECURSIVE found(type) AS (
                SELECT min(type) FROM tags WHERE tag = ?1
                UNION ALL
                SELECT (SELECT min(type) FROM tags WHERE tag = ?1 AND type > found.type)
                FROM found WHERE found.type IS NOT NULL)
            SELECT type FROM found WHERE type IS NOT NULL\
            """;

    private final Session session;

    TagIndex(Session session) {
        this.session = session;
    }

    /** Whether a wanted event lies beyond the position. */
    boolean anyAfter(Wanted wanted, long position) throws SQLException {
        if (wanted.all()) {
            return session.number(EventRows.LAST) > position;
        }
        return !positions(wanted, position, NO_END, 1).isEmpty();
    }

    /** The first positions of wanted events in (after, upTo], in order. */
    List<Long> positions(Wanted wanted, long after, long upTo, int limit) throws SQLException {
        var ranges = new ArrayList<String>();
        var values = new ArrayList<Object>();
        for (var criterion : wanted.either()) {
            for (var type : typesOf(criterion)) {
                ranges.add("SELECT position FROM (" + rangeSql(criterion.tags().size()) + ")");
                values.addAll(range(criterion, type, after, upTo, limit));
            }
        }
        if (ranges.isEmpty()) {
            return List.of();
        }
        // One statement for all ranges: what costs is the call, not the look-up.
        var found = new TreeSet<Long>();
        var union = String.join(" UNION ALL ", ranges);
        try (ResultSet rows = session.bind(union, values.toArray()).executeQuery()) {
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
        }
        return found.stream().limit(limit).toList();
    }

    /** What is bound to one range. */
    private static List<Object> range(
            Wanted.Criterion criterion, String type, long after, long upTo, int limit) {
        var tags = criterion.tags();
        var values = new ArrayList<Object>();
        values.add(tags.isEmpty() ? EVERY_EVENT : tags.getFirst());
        values.addAll(List.of(type, after, upTo));
        values.addAll(tags.subList(Math.min(1, tags.size()), tags.size()));
        values.add(limit);
        return values;
    }

    private static String rangeSql(int tags) {
        return "SELECT position FROM tags AS first"
                + " WHERE tag = ? AND type = ? AND position > ? AND position <= ?"
                + " AND EXISTS (SELECT 1 FROM tags WHERE tag = ? AND type = first.type"
                        .concat(" AND position = first.position)")
                        .repeat(Math.max(0, tags - 1))
                + " ORDER BY position LIMIT ?";
    }

    private List<String> typesOf(Wanted.Criterion criterion) throws SQLException {
        if (!criterion.types().isEmpty()) {
            return criterion.types();
        }
        var types = new ArrayList<String>();
        try (ResultSet rows = session.bind(TYPES_OF, criterion.tags().getFirst()).executeQuery()) {
            while (rows.next()) {
                types.add(rows.getString(1));
            }
        }
        return types;
    }
}
