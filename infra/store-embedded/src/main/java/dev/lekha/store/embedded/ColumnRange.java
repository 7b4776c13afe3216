package dev.lekha.store.embedded;

import dev.lekha.projection.Views.Comparison;
import dev.lekha.projection.Views.Filter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One stretch of a column's index, of numbers or of texts. In SQLite's order all numbers come
 * before {@code ''}, and all text before {@code x''}, so each of the two is one range.
 *
 * <p>SQLite reads an index from one lower bound to one upper bound and cannot know which of two is
 * the tighter, since their values are bound later. So it is given one of each; the plus before the
 * others says that they are only to be checked.
 */
record ColumnRange(Class<?> kind, List<Bound> bounds) {
    /**
     * A comparison.
     *
     * @param values the one to bind, or none where it is written into the comparison
     */
    private record Bound(boolean lower, boolean upper, String comparison, List<Object> values) {
        static Bound lower(String comparison, Object... values) {
            return new Bound(true, false, comparison, List.of(values));
        }

        static Bound upper(String comparison, Object... values) {
            return new Bound(false, true, comparison, List.of(values));
        }
    }

    private static final Bound FIRST_TEXT = Bound.lower(">= ''");
    private static final Bound AFTER_TEXTS = Bound.upper("< x''");
    private static final Bound AFTER_NUMBERS = Bound.upper("< ''");

    /**
     * What the filters of one column leave, in ascending order. A filter holds for a number where
     * the stored field is a number and the value can be read as one, and for a text where the
     * stored field is text.
     */
    static List<ColumnRange> of(List<Filter> filters) {
        var tightestFirst =
                filters.stream()
                        .sorted(Comparator.comparing(filter -> width(filter.comparison())))
                        .toList();
        var ranges = new ArrayList<ColumnRange>();
        numbers(tightestFirst).ifPresent(ranges::add);
        ranges.add(texts(tightestFirst));
        return ranges;
    }

    private static int width(Comparison comparison) {
        return switch (comparison) {
            case EQUAL -> 0;
            case PREFIX -> 1;
            case LESS, AT_MOST, GREATER, AT_LEAST -> 2;
        };
    }

    private static ColumnRange texts(List<Filter> filters) {
        var bounds = new ArrayList<Bound>();
        for (var filter : filters) {
            if (filter.comparison() == Comparison.PREFIX) {
                bounds.add(Bound.lower(">= ?", filter.value()));
                bounds.add(Bound.upper("< CAST(? AS TEXT)", end(filter.value())));
            } else {
                bounds.add(bound(filter.comparison(), filter.value()));
            }
        }
        if (bounds.stream().noneMatch(Bound::lower)) {
            bounds.add(FIRST_TEXT);
        }
        if (bounds.stream().noneMatch(Bound::upper)) {
            bounds.add(AFTER_TEXTS);
        }
        return new ColumnRange(String.class, bounds);
    }

    /** None where a filter can hold for texts only. */
    private static Optional<ColumnRange> numbers(List<Filter> filters) {
        var bounds = new ArrayList<Bound>();
        for (var filter : filters) {
            var number = number(filter.value());
            if (number.isEmpty() || filter.comparison() == Comparison.PREFIX) {
                return Optional.empty();
            }
            bounds.add(bound(filter.comparison(), number.get()));
        }
        if (bounds.stream().noneMatch(Bound::upper)) {
            bounds.add(AFTER_NUMBERS);
        }
        return Optional.of(new ColumnRange(Number.class, bounds));
    }

    private static Bound bound(Comparison comparison, Object value) {
        return switch (comparison) {
            case EQUAL -> new Bound(true, true, "= ?", List.of(value));
            case LESS -> Bound.upper("< ?", value);
            case AT_MOST -> Bound.upper("<= ?", value);
            case GREATER -> Bound.lower("> ?", value);
            case AT_LEAST -> Bound.lower(">= ?", value);
            case PREFIX -> throw new IllegalArgumentException("a prefix has two bounds");
        };
    }

    /**
     * The byte FF is in no UTF-8 text, so all that starts with the prefix is before the prefix and
     * FF.
     */
    private static byte[] end(String prefix) {
        byte[] utf8 = prefix.getBytes(StandardCharsets.UTF_8);
        byte[] end = Arrays.copyOf(utf8, utf8.length + 1);
        end[utf8.length] = (byte) 0xFF;
        return end;
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

    /** Whether it is a range of values of this kind. */
    boolean mayHold(Object value) {
        return kind.isInstance(value);
    }

    ViewCondition condition(String column) {
        return condition(column, false, false);
    }

    /** The reader is led to the rows by something else: from above, or from below. */
    ViewCondition condition(String column, boolean fromAbove) {
        return condition(column, !fromAbove, fromAbove);
    }

    private ViewCondition condition(String column, boolean lowerLed, boolean upperLed) {
        var terms = new ArrayList<ViewCondition>();
        var lower = lowerLed;
        var upper = upperLed;
        for (var bound : bounds) {
            var leads = bound.lower && !lower || bound.upper && !upper;
            terms.add(
                    new ViewCondition(
                            (leads ? "" : "+") + column + " " + bound.comparison, bound.values));
            lower |= bound.lower;
            upper |= bound.upper;
        }
        return ViewCondition.all(terms);
    }
}
