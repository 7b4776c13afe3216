package dev.lekha.store.embedded;

import dev.lekha.projection.RowShape;
import dev.lekha.projection.RowsDigest;
import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Rows of all views in one SQLite file, a table for each view. */
public final class SqliteViews implements Views {
    static final String TABLE =
            """
            CREATE TABLE IF NOT EXISTS views(
                name TEXT PRIMARY KEY, shape TEXT NOT NULL, position INTEGER NOT NULL)
            WITHOUT ROWID\
            """;

    private static final String POSITION = "SELECT position FROM views WHERE name = ?";

    private static final String MOVE =
            "UPDATE views SET position = ? WHERE name = ? AND position = ?";

    private final Writer file;
    private final Readers readers;
    private final Map<String, ViewTable> tables = new ConcurrentHashMap<>();
    private final Map<String, ViewPosition> positions = new ConcurrentHashMap<>();

    SqliteViews(Writer file, Readers readers) {
        this.file = file;
        this.readers = readers;
    }

    @Override
    public void declare(ViewSchema schema) {
        var table = ViewTable.of(schema);
        var shape = RowShape.kept(schema);
        long known =
                readers.read(session ->
                        session.number(
                                "SELECT count(*) FROM views WHERE name = ? AND shape = ?",
                                schema.name(),
                                shape));
        if (known == 0) {
            file.write(session -> {
                for (var statement : table.definition()) {
                    session.run(statement);
                }
                return session.update(
                        "INSERT OR REPLACE INTO views VALUES (?, ?, 0)", schema.name(), shape);
            });
        }
        tables.put(schema.name(), table);
        standing(schema.name()).forget();
    }

    private ViewPosition standing(String view) {
        return positions.computeIfAbsent(view, _ -> new ViewPosition());
    }

    private ViewTable table(String view) {
        var table = tables.get(view);
        if (table == null) {
            throw new IllegalArgumentException("the view \"" + view + "\" was not declared");
        }
        return table;
    }

    @Override
    public long position(String view) {
        var standing = standing(view);
        return standing.known()
                ? standing.reflected()
                : readers.read(session -> session.number(POSITION, view));
    }

    @Override
    public Found find(String view, String key) {
        var table = table(view);
        return readers.snapshot(session ->
                new Found(
                        one(session, table, key).map(json -> new Row(key, json)),
                        reflected(session, view)));
    }

    private long reflected(Session session, String view) throws SQLException {
        return standing(view).reflected(session.number(POSITION, view));
    }

    private static Optional<byte[]> one(Session session, ViewTable table, String key)
            throws SQLException {
        try (ResultSet row = session.bind(table.one(), key).executeQuery()) {
            return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
        }
    }

    @Override
    public Page page(String view, Query query) {
        var table = table(view);
        return readers.snapshot(
                session -> ViewPages.read(session, table, query, reflected(session, view)));
    }

    @Override
    public Map<String, byte[]> findAll(String view, List<String> keys) {
        var table = table(view);
        return readers.snapshot(session -> {
            var found = new HashMap<String, byte[]>();
            for (var key : keys) {
                one(session, table, key).ifPresent(json -> found.put(key, json));
            }
            return found;
        });
    }

    @Override
    public void apply(String view, long from, long to, Map<String, Optional<byte[]>> changes) {
        var table = table(view);
        var standing = standing(view);
        if (!standing.known()) {
            standing.written(position(view));
        }
        if (standing.reflected() != from) {
            throw misplaced(view, from);
        }
        if (changes.isEmpty() && standing.passed(to)) {
            return;
        }
        // Neighbours in the tree are written one after the other, and nothing is parsed while
        // others wait.
        var rows = new TreeMap<String, Optional<ViewRow>>();
        changes.forEach((key, json) -> rows.put(key, json.map(row -> ViewRow.of(table, row))));
        file.write(session -> {
            move(session, view, standing.stored(), to);
            for (var row : rows.entrySet()) {
                if (row.getValue().isPresent()) {
                    row.getValue().get().store(session, table, row.getKey());
                } else {
                    session.update(table.delete(), row.getKey());
                }
            }
            return to;
        });
        standing.written(to);
    }

    private static void move(Session session, String view, long from, long to) throws SQLException {
        if (session.update(MOVE, to, view, from) == 0) {
            throw misplaced(view, from);
        }
    }

    private static IllegalStateException misplaced(String view, long from) {
        return new IllegalStateException(
                "the view \"%s\" does not stand at %d".formatted(view, from));
    }

    /** Stores how far each view has come, so that the next start takes nothing again. */
    void settle() {
        for (var view : tables.keySet()) {
            var standing = standing(view);
            if (standing.reflected() > standing.stored()) {
                file.write(session -> {
                    move(session, view, standing.stored(), standing.reflected());
                    return view;
                });
                standing.written(standing.reflected());
            }
        }
    }

    @Override
    public void clear(String view) {
        var table = table(view);
        file.write(session -> {
            session.update(table.deleteAll());
            return session.update("UPDATE views SET position = 0 WHERE name = ?", view);
        });
        standing(view).forget();
    }

    @Override
    public Digest digest(String view) {
        var table = table(view);
        return readers.snapshot(session -> {
            var digest = new RowsDigest();
            try (ResultSet row = session.prepare(table.all()).executeQuery()) {
                while (row.next()) {
                    digest.add(row.getString(1), row.getBytes(2));
                }
            }
            return digest.at(reflected(session, view));
        });
    }
}
