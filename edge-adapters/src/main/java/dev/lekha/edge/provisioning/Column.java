package dev.lekha.edge.provisioning;

import dev.lekha.kernel.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/**
 * What a cell of a column is: {@code node}, or {@code capabilities.battery:number}, a value within
 * a field, of another type than text.
 *
 * @param within the name within the field, or empty
 */
record Column(String field, String within, Type type) {
    private static final Pattern HEADER =
            Pattern.compile(
                    "([A-Za-z][A-Za-z0-9]{0,59})(?:\\.([A-Za-z][A-Za-z0-9_.-]{0,59}))?(?::(text|number|boolean|texts))?");

    /** What a cell's text is read as. */
    enum Type {
        TEXT,
        NUMBER,
        BOOLEAN,
        /** Several, with semicolons between them. */
        TEXTS
    }

    static Column read(String header) {
        var parts = HEADER.matcher(header);
        if (!parts.matches()) {
            throw Rows.unreadable(
                    "header-malformed",
                    "Line 1: a column is called field, field.name or either with :number, :boolean or :texts behind.");
        }
        var type = parts.group(3) == null ? "text" : parts.group(3);
        return new Column(
                parts.group(1),
                parts.group(2) == null ? "" : parts.group(2),
                Type.valueOf(type.toUpperCase(Locale.ROOT)));
    }

    /**
     * Puts a cell where it belongs; an empty one is left out.
     *
     * @throws IllegalArgumentException where the cell is not of the column's type
     */
    void put(String cell, Map<String, Object> fields) {
        if (cell.isEmpty()) {
            return;
        }
        if (within.isEmpty()) {
            fields.put(field, value(cell));
            return;
        }
        @SuppressWarnings("unchecked") // a column of the same field without a name is refused
        var inner = (Map<String, Object>) fields.computeIfAbsent(field, _ -> new TreeMap<>());
        inner.put(within, value(cell));
    }

    private Object value(String cell) {
        return switch (type) {
            case TEXT -> cell;
            case NUMBER -> number(cell);
            case BOOLEAN -> flag(cell);
            case TEXTS -> List.copyOf(Arrays.asList(cell.split(";")));
        };
    }

    private Object number(String cell) {
        try {
            var read = Json.MAPPER.readValue(cell, Object.class);
            if (read instanceof Number) {
                return read;
            }
        } catch (JacksonException notOne) {
            throw new IllegalArgumentException(this + " is no number", notOne);
        }
        throw new IllegalArgumentException(this + " is no number");
    }

    private Object flag(String cell) {
        return switch (cell) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(this + " is true or false");
        };
    }

    /** As the header has it, without its type. */
    @Override
    public String toString() {
        return within.isEmpty() ? field : field + "." + within;
    }
}
