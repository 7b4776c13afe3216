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
 * @param parties fields by which a row names those who read it though they are none of the readers
 * @param partiesIn the view whose rows name them, where the field has the key of such a row; else
 *     empty
 */
public record ViewSchema(
        String name,
        String capability,
        Class<? extends Record> row,
        List<String> fields,
        Set<Role> readers,
        List<String> parties,
        String partiesIn) {
    /** One that its readers alone read. */
    public ViewSchema(
            String name,
            String capability,
            Class<? extends Record> row,
            List<String> fields,
            Set<Role> readers) {
        this(name, capability, row, fields, readers, List.of(), "");
    }

    public ViewSchema {
        if (!name.matches("[a-z][a-z0-9-]{0,60}")) {
            throw new IllegalArgumentException(
                    "a view's name has lower-case letters, digits and hyphens: " + name);
        }
        fields = List.copyOf(fields);
        readers = Set.copyOf(readers);
        parties = List.copyOf(parties);
    }
}
