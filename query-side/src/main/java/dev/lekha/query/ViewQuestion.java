package dev.lekha.query;

import dev.lekha.kernel.Caller;
import dev.lekha.kernel.Refused;
import dev.lekha.projection.ViewSchema;
import dev.lekha.projection.Views;
import dev.lekha.projection.Views.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the parameters of a request ask of a view:
 *
 * <pre>
 * field=value          equal                 field.eq=value   the same, for fields named as a parameter below
 * field.lt=value       less                  field.le=value   at most
 * field.gt=value       greater               field.ge=value   at least
 * field.prefix=value   text that starts so
 * sort=field           ascending; sort=-field descending; ties by key; without it by key
 * limit=100            rows of a page, usually 100; of a download, usually all; to 10,000
 * after=cursor         the page behind the one that gave the cursor
 * as-of=1200           of a view of intervals, what held at a position, a time or {@code now}
 * purpose=billing      for which personal values are read; those for other purposes are withheld
 * </pre>
 *
 * The operator stands with the name and not with the value, so that a value may contain anything.
 * Filters may repeat; all of them hold. What a view does not declare is refused, not passed over.
 */
record ViewQuestion(
        List<Views.Filter> filters, String sort, boolean descending, String after, int limit) {
    static final int LARGEST_PAGE = 10_000;
    static final int NO_LIMIT = 0;

    static final String PURPOSE = "purpose";

    private static final Set<String> OTHERS =
            Set.of("sort", "limit", "after", "format", "min-position", AsOf.PARAMETER, PURPOSE);
    private static final Map<String, Comparison> OPERATORS =
            Map.of(
                    "eq", Comparison.EQUAL,
                    "lt", Comparison.LESS,
                    "le", Comparison.AT_MOST,
                    "gt", Comparison.GREATER,
                    "ge", Comparison.AT_LEAST,
                    "prefix", Comparison.PREFIX);

    static ViewQuestion read(ViewSchema view, Map<String, String[]> parameters) {
        var filters = new ArrayList<Views.Filter>();
        parameters.forEach((name, values) -> {
            if (!OTHERS.contains(name)) {
                for (var value : values) {
                    filters.add(filter(view, name, value));
                }
            }
        });
        filters.addAll(AsOf.filters(view, one(parameters, AsOf.PARAMETER, "")));
        var sort = one(parameters, "sort", "");
        var field = sort.startsWith("-") ? sort.substring(1) : sort;
        if (!sort.isEmpty()) {
            requireDeclared(view, field);
        }
        var after = one(parameters, "after", "");
        return new ViewQuestion(filters, field, sort.startsWith("-"), after, limit(parameters));
    }

    /** The same question for another page. */
    Views.Query page(String cursor, int rows) {
        return new Views.Query(filters, sort, descending, cursor, rows);
    }

    /** The only value of a parameter that cannot be said twice. */
    static String one(Map<String, String[]> parameters, String name, String otherwise) {
        var values = parameters.getOrDefault(name, new String[] {otherwise});
        if (values.length != 1) {
            throw malformed("parameter-repeated", name + " is given once.");
        }
        return values[0];
    }

    /**
     * What the caller reads for: what it says, or what its token is bound to.
     *
     * @throws Refused where these are two
     */
    static String purpose(Map<String, String[]> parameters, Caller caller) {
        var purpose = one(parameters, PURPOSE, caller.purpose());
        if (!caller.purpose().isEmpty() && !purpose.equals(caller.purpose())) {
            throw new Refused(
                    Refused.Kind.FORBIDDEN,
                    "purpose-forbidden",
                    "The token is bound to another purpose.");
        }
        return purpose;
    }

    static long number(
            Map<String, String[]> parameters, String name, long least, long most, long otherwise) {
        if (!parameters.containsKey(name)) {
            return otherwise;
        }
        var text = one(parameters, name, "");
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            throw outOfRange(name, least, most);
        }
        throw outOfRange(name, least, most);
    }

    private static int limit(Map<String, String[]> parameters) {
        return (int) number(parameters, "limit", 1, LARGEST_PAGE, NO_LIMIT);
    }

    private static Views.Filter filter(ViewSchema view, String name, String value) {
        int dot = name.indexOf('.');
        var field = dot < 0 ? name : name.substring(0, dot);
        requireDeclared(view, field);
        var operator = dot < 0 ? "eq" : name.substring(dot + 1);
        if (!OPERATORS.containsKey(operator)) {
            throw malformed(
                    "operator-unknown",
                    "A field is compared by .eq, .lt, .le, .gt, .ge or .prefix.");
        }
        return new Views.Filter(field, OPERATORS.get(operator), value);
    }

    private static void requireDeclared(ViewSchema view, String field) {
        if (!view.fields().contains(field)) {
            throw malformed(
                    "field-undeclared",
                    view.name() + " is filtered and sorted by " + view.fields() + " only.");
        }
    }

    private static Refused outOfRange(String name, long least, long most) {
        return malformed(
                "number-out-of-range",
                name + " is a whole number from " + least + " to " + most + ".");
    }

    static Refused malformed(String code, String sentence) {
        return new Refused(Refused.Kind.MALFORMED, code, sentence);
    }
}
