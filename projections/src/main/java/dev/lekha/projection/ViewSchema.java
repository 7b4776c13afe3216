package dev.lekha.projection;

import dev.lekha.kernel.Role;
import java.util.List;
import java.util.Set;

/**
 * What a store and a door need to know of a view.
 *
 * @param name of lower-case letters, digits and hyphens
 * @param row the class of its rows
 * @param fields declared for filter and sort
 */
public record ViewSchema(
        String name,
        String capability,
        Class<? extends Record> row,
        List<String> fields,
        Set<Role> readers) {
    public ViewSchema {
        if (!name.matches("[a-z][a-z0-9-]{0,60}")) {
            throw new IllegalArgumentException(
                    "a view's name has lower-case letters, digits and hyphens: " + name);
        }
        fields = List.copyOf(fields);
        readers = Set.copyOf(readers);
    }
}
