package dev.lekha.kernel.predicate;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A condition over named values, written as text: {@code battery > 30 and type in ("meter",
 * "valve")}. What is not known fulfils no comparison, not even {@code !=}; a value of another type
 * does not either. In JSON its text; the empty text always holds.
 *
 * @see PredicateParser
 */
@JsonDeserialize(using = PredicateReader.class)
public sealed interface Predicate {
    /** What always holds. */
    Predicate ALWAYS = new Always();

    /** Holds for everything. */
    record Always() implements Predicate {}

    record And(List<Predicate> all) implements Predicate {
        public And {
            all = List.copyOf(all);
        }
    }

    record Or(List<Predicate> any) implements Predicate {
        public Or {
            any = List.copyOf(any);
        }
    }

    record Not(Predicate not) implements Predicate {}

    /** How two values compare; a set equals a text that it holds. Only numbers have an order. */
    enum Operator {
        EQUAL("="),
        DIFFERENT("!="),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">=");

        final String sign;

        Operator(String sign) {
            this.sign = sign;
        }
    }

    record Comparison(String name, Operator operator, Quality value) implements Predicate {}

    /** Equal to one of the values. */
    record In(String name, List<Quality> values) implements Predicate {
        public In {
            values = List.copyOf(values);
        }
    }

    /** A text, or one of a set, that starts so. */
    record Starts(String name, String prefix) implements Predicate {}

    /** Known, whatever its value; a set without texts is not. */
    record Exists(String name) implements Predicate {}

    /**
     * @throws IllegalArgumentException naming the column and what was expected there
     */
    static Predicate parse(String text) {
        return PredicateParser.parse(text);
    }

    /** The condition as {@link #parse} reads it. */
    @JsonValue
    default String text() {
        return switch (this) {
            case Always _ -> "";
            case And(var all) -> joined(all, " and ");
            case Or(var any) -> joined(any, " or ");
            case Not(var not) -> "not " + inner(not);
            case Comparison(var name, var operator, var value) ->
                    name + " " + operator.sign + " " + literal(value);
            case In(var name, var values) ->
                    name
                            + values.stream()
                                    .map(Predicate::literal)
                                    .collect(Collectors.joining(", ", " in (", ")"));
            case Starts(var name, var prefix) -> name + " starts " + quoted(prefix);
            case Exists(var name) -> name + " exists";
        };
    }

    default boolean holds(Map<String, Quality> known) {
        return switch (this) {
            case Always _ -> true;
            case And(var all) -> all.stream().allMatch(one -> one.holds(known));
            case Or(var any) -> any.stream().anyMatch(one -> one.holds(known));
            case Not(var not) -> !not.holds(known);
            case Exists(var name) ->
                    known.containsKey(name)
                            && !known.get(name).equals(new Quality.Texts(new TreeSet<>()));
            case Comparison(var name, var operator, var value) ->
                    known.containsKey(name) && compares(known.get(name), operator, value);
            case In(var name, var values) ->
                    known.containsKey(name)
                            && values.stream()
                                    .anyMatch(value ->
                                            compares(known.get(name), Operator.EQUAL, value));
            case Starts(var name, var prefix) ->
                    known.containsKey(name)
                            && texts(known.get(name)).anyMatch(text -> text.startsWith(prefix));
        };
    }

    /** Those of the conditions joined by the outermost "and" that do not hold, as text. */
    default String broken(Map<String, Quality> known) {
        return conjuncts().stream()
                .filter(one -> !one.holds(known))
                .map(Predicate::text)
                .collect(Collectors.joining("; "));
    }

    /** Conditions all of which hold where this does. */
    default List<Predicate> conjuncts() {
        return this instanceof And(var all)
                ? all.stream().flatMap(one -> one.conjuncts().stream()).toList()
                : List.of(this);
    }

    /** Every name that is asked for. */
    default Set<String> names() {
        return switch (this) {
            case Always _ -> Set.of();
            case And(var all) -> names(all);
            case Or(var any) -> names(any);
            case Not(var not) -> not.names();
            case Comparison(var name, _, _) -> Set.of(name);
            case In(var name, _) -> Set.of(name);
            case Starts(var name, _) -> Set.of(name);
            case Exists(var name) -> Set.of(name);
        };
    }

    private static Set<String> names(List<Predicate> several) {
        return several.stream()
                .flatMap(one -> one.names().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean compares(Quality known, Operator operator, Quality wanted) {
        return switch (operator) {
            case EQUAL -> sameType(known, wanted) && equal(known, wanted);
            case DIFFERENT -> sameType(known, wanted) && !equal(known, wanted);
            default ->
                    known instanceof Quality.Numeric(var one)
                            && wanted instanceof Quality.Numeric(var other)
                            && ordered(one, operator, other);
        };
    }

    private static boolean ordered(BigDecimal one, Operator operator, BigDecimal other) {
        int compared = one.compareTo(other);
        return switch (operator) {
            case LESS -> compared < 0;
            case AT_MOST -> compared <= 0;
            case GREATER -> compared > 0;
            case AT_LEAST -> compared >= 0;
            case EQUAL, DIFFERENT -> false;
        };
    }

    private static boolean sameType(Quality known, Quality wanted) {
        return known.getClass() == wanted.getClass()
                || known instanceof Quality.Texts && wanted instanceof Quality.Text;
    }

    private static boolean equal(Quality known, Quality wanted) {
        return known instanceof Quality.Texts(var texts) && wanted instanceof Quality.Text(var text)
                ? texts.contains(text)
                : known.equals(wanted);
    }

    private static Stream<String> texts(Quality known) {
        return switch (known) {
            case Quality.Text(var text) -> Stream.of(text);
            case Quality.Texts(var texts) -> texts.stream();
            case Quality.Numeric _, Quality.Flag _ -> Stream.empty();
        };
    }

    private static String joined(List<Predicate> several, String by) {
        return several.stream().map(Predicate::inner).collect(Collectors.joining(by));
    }

    private static String inner(Predicate one) {
        return one instanceof And || one instanceof Or ? "(" + one.text() + ")" : one.text();
    }

    private static String literal(Quality value) {
        return switch (value) {
            case Quality.Text(var text) -> quoted(text);
            case Quality.Numeric(var number) -> number.toPlainString();
            case Quality.Flag(var set) -> Boolean.toString(set);
            case Quality.Texts _ -> throw new IllegalStateException("a set is no literal");
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
