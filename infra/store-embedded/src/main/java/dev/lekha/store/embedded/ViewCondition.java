package dev.lekha.store.embedded;

import dev.lekha.projection.Views.Filter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/*
 * A filter holds for a number where the stored field is a number and the value can be read as one, and for a text
 * where the stored field is text. In SQLite's order all numbers come before '', and all text before x'', so each of
 * the two is one range of the index.
 */

/** A filter as a condition of SQL; values are bound, never written into it. */
record ViewCondition(String sql, List<Object> values) {
    static ViewCondition of(String column, Filter filter) {
        var number = number(filter.value());
        return switch (filter.comparison()) {
            case EQUAL -> either(column, " = ?", "", "", number, filter.value());
            case LESS -> either(column, " < ?", "", " AND %s >= ''", number, filter.value());
            case AT_MOST -> either(column, " <= ?", "", " AND %s >= ''", number, filter.value());
            case GREATER ->
                    either(column, " > ?", " AND %s < ''", " AND %s < x''", number, filter.value());
            case AT_LEAST ->
                    either(
                            column,
                            " >= ?",
                            " AND %s < ''",
                            " AND %s < x''",
                            number,
                            filter.value());
            case PREFIX -> prefix(column, filter.value());
        };
    }

    private static ViewCondition either(
            String column,
            String comparison,
            String numberBound,
            String textBound,
            Optional<Object> number,
            String text) {
        var asText = column + comparison + textBound.formatted(column);
        if (number.isEmpty()) {
            return new ViewCondition(asText, List.of(text));
        }
        var asNumber = column + comparison + numberBound.formatted(column);
        return new ViewCondition(
                "(" + asNumber + " OR " + asText + ")", List.of(number.get(), text));
    }

    /**
     * The byte FF is in no UTF-8 text, so all that starts with the prefix is before the prefix and
     * FF.
     */
    private static ViewCondition prefix(String column, String prefix) {
        byte[] utf8 = prefix.getBytes(StandardCharsets.UTF_8);
        byte[] end = Arrays.copyOf(utf8, utf8.length + 1);
        end[utf8.length] = (byte) 0xFF;
        return new ViewCondition(
                "%1$s >= ? AND %1$s < CAST(? AS TEXT)".formatted(column), List.of(prefix, end));
    }

    /** A whole number where it is one, since a floating one would blur it. */
    private static Optional<Object> number(String text) {
        if (!text.matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?")) {
            return Optional.empty();
        }
        var number = new BigDecimal(text);
        try {
            return Optional.of(number.longValueExact());
        } catch (ArithmeticException notWhole) {
            return Optional.of(number.doubleValue());
        }
    }

    /** All of them. */
    static ViewCondition all(List<ViewCondition> conditions) {
        var values = new ArrayList<Object>();
        conditions.forEach(condition -> values.addAll(condition.values));
        var sql = String.join(" AND ", conditions.stream().map(ViewCondition::sql).toList());
        return new ViewCondition(sql.isEmpty() ? "TRUE" : sql, values);
    }
}
