package dev.lekha.store.embedded;

import dev.lekha.projection.ViewSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The table of one view: a column f0, f1 … for each declared field beside key and row, each indexed
 * together with the key. Names are checked here, since they become part of statements.
 */
final class ViewTable {
    private final String name;
    private final List<String> fields;
    private final String insert;
    private final String fieldsOf;
    private final Map<List<Integer>, String> updates = new ConcurrentHashMap<>();

    private ViewTable(String name, List<String> fields) {
        this.name = name;
        this.fields = fields;
        this.insert =
                "INSERT INTO %s VALUES (?, CAST(? AS TEXT)%s) ON CONFLICT DO UPDATE SET row = excluded.row"
                        .formatted(name, ", ?".repeat(fields.size()));
        this.fieldsOf = "SELECT key%s FROM %s WHERE key = ?".formatted(columns(", %s"), name);
    }

    static ViewTable of(ViewSchema schema) {
        if (!schema.name().matches("[a-z][a-z0-9-]{0,60}")) {
            throw new IllegalArgumentException("not a view's name: " + schema.name());
        }
        return new ViewTable("\"rows-" + schema.name() + '"', schema.fields());
    }

    String name() {
        return name;
    }

    /** As declared. */
    List<String> fields() {
        return fields;
    }

    List<String> definition() {
        var statements = new ArrayList<String>();
        statements.add("DROP TABLE IF EXISTS " + name);
        statements.add(
                "CREATE TABLE %s(key TEXT PRIMARY KEY, row TEXT NOT NULL%s) WITHOUT ROWID"
                        .formatted(name, columns(", %s NOT NULL")));
        for (int i = 0; i < fields.size(); i++) {
            statements.add(
                    "CREATE INDEX \"%s-f%d\" ON %s(f%d, key)"
                            .formatted(name.replace("\"", ""), i, name, i));
        }
        return statements;
    }

    /**
     * Binds key, row as bytes, then each field; where the key is known, only the row is replaced.
     */
    String insert() {
        return insert;
    }

    /** Binds row as bytes, then each of these fields, then key. */
    String update(List<Integer> changed) {
        return updates.computeIfAbsent(
                changed,
                some ->
                        "UPDATE %s SET row = CAST(? AS TEXT)%s WHERE key = ?"
                                .formatted(
                                        name,
                                        some.stream()
                                                .map(", f%d = ?"::formatted)
                                                .collect(Collectors.joining())));
    }

    /** Key and fields of a row. */
    String fieldsOf() {
        return fieldsOf;
    }

    String delete() {
        return "DELETE FROM " + name + " WHERE key = ?";
    }

    String deleteAll() {
        return "DELETE FROM " + name;
    }

    String one() {
        return "SELECT row FROM " + name + " WHERE key = ?";
    }

    String all() {
        return "SELECT key, row FROM " + name + " ORDER BY key";
    }

    /**
     * The column to sort or filter by; the key for the empty name.
     *
     * @throws IllegalArgumentException for a field that was not declared
     */
    String column(String field) {
        if (field.isEmpty()) {
            return "key";
        }
        int index = fields.indexOf(field);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "\"%s\" is not one of the fields that can be asked by: %s"
                            .formatted(field, fields));
        }
        return "f" + index;
    }

    private String columns(String format) {
        return IntStream.range(0, fields.size())
                .mapToObj(i -> format.formatted("f" + i))
                .collect(Collectors.joining());
    }
}
