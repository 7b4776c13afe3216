package dev.lekha.store.embedded;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A row on its way into its table. Fields that keep their value are left alone, since each costs an
 * index entry.
 */
final class ViewRow {
    private final byte[] json;
    private final List<Object> values;

    private ViewRow(byte[] json, List<Object> values) {
        this.json = json;
        this.values = values;
    }

    static ViewRow of(ViewTable table, byte[] json) {
        return new ViewRow(json, List.of(FieldValues.of(json, table.fields())));
    }

    void store(Session session, ViewTable table, String key) throws SQLException {
        var stored =
                values.isEmpty() ? Optional.<List<Object>>empty() : stored(session, table, key);
        if (stored.isPresent()) {
            update(session, table, key, stored.get());
        } else {
            var bound = new ArrayList<Object>(List.of(key, json));
            bound.addAll(values);
            session.update(table.insert(), bound.toArray());
        }
    }

    private void update(Session session, ViewTable table, String key, List<Object> stored)
            throws SQLException {
        var changed = new ArrayList<Integer>();
        var bound = new ArrayList<Object>(List.of(json));
        for (int i = 0; i < values.size(); i++) {
            if (!Objects.deepEquals(values.get(i), stored.get(i))) {
                changed.add(i);
                bound.add(values.get(i));
            }
        }
        bound.add(key);
        session.update(table.update(changed), bound.toArray());
    }

    private static Optional<List<Object>> stored(Session session, ViewTable table, String key)
            throws SQLException {
        try (ResultSet row = session.bind(table.fieldsOf(), key).executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            var stored = new ArrayList<Object>();
            for (int column = 2; column <= table.fields().size() + 1; column++) {
                var value = row.getObject(column);
                // The driver gives small whole numbers as Integer; ours are Long.
                stored.add(value instanceof Integer small ? Long.valueOf(small) : value);
            }
            return Optional.of(stored);
        }
    }
}
