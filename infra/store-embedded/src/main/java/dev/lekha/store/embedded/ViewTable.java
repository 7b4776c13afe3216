package dev.lekha.store.embedded;

import dev.lekha.projection.ViewSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The table of one view: a column for each declared field beside key and row, each indexed together with the key. Names
 * are checked here, since they become part of statements.
 *
 * @param name quoted
 * @param fields as declared; their columns are f0, f1 …
 */
record ViewTable(String name, List<String> fields) {
    static ViewTable of(ViewSchema schema) {
        if (!schema.name().matches("[a-z][a-z0-9-]{0,60}")) {
            throw new IllegalArgumentException("not a view's name: " + schema.name());
        }
        return new ViewTable("\"rows-" + schema.name() + '"', schema.fields());
    }

    List<String> definition() {
        var statements = new ArrayList<String>();
        statements.add("DROP TABLE IF EXISTS " + name);
        statements.add(
                "CREATE TABLE %s(key TEXT PRIMARY KEY, row TEXT NOT NULL%s) WITHOUT ROWID"
                        .formatted(name, eachColumn(", %s NOT NULL")));
        for (int i = 0; i < fields.size(); i++) {
            statements.add(
                    "CREATE INDEX \"%s f%d\" ON %s(f%d, key)"
                            .formatted(name.replace("\"", ""), i, name, i));
        }
        return statements;
    }

    /** Binds key, row as bytes, then each field. */
    String upsert() {
        return "INSERT INTO %s VALUES (?, CAST(? AS TEXT)%s) ON CONFLICT DO UPDATE SET row = excluded.row%s"
                .formatted(name, ", ?".repeat(fields.size()), eachColumn(", %1$s = excluded.%1$s"));
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

    /** The column to sort or filter by; the key for the empty name. */
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

    private String eachColumn(String format) {
        return IntStream.range(0, fields.size())
                .mapToObj(i -> format.formatted("f" + i))
                .collect(Collectors.joining());
    }
}
