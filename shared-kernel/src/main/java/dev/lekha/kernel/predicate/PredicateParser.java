package dev.lekha.kernel.predicate;

import dev.lekha.kernel.predicate.Predicate.Operator;
import dev.lekha.kernel.predicate.PredicateTokens.Token;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Reads conditions:
 *
 * <pre>
 * any   := all ("or" all)*            all   := one ("and" one)*
 * one   := "not" one | "(" any ")" | name test
 * test  := ("=" | "!=") value | ("<" | "<=" | ">" | ">=") number
 *        | "in" "(" value ("," value)* ")" | "starts" text | "exists"
 * value := number | text | "true" | "false"
 * name  := letter (letter | digit | "_" | "." | "-")*, at most 60 characters
 * text  := '"' … '"', with \" and \\ inside
 * </pre>
 *
 * Strict and bounded: at most 2,000 characters, 50 tests, 20 levels.
 */
final class PredicateParser {
    private static final int LONGEST = 2_000;
    private static final int MOST_TESTS = 50;
    private static final int DEEPEST = 20;

    private final PredicateTokens tokens;
    private int tests;
    private int depth;

    private PredicateParser(PredicateTokens tokens) {
        this.tokens = tokens;
    }

    static Predicate parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a condition has at most " + LONGEST + " characters");
        }
        if (text.isBlank()) {
            return Predicate.ALWAYS;
        }
        var parser = new PredicateParser(new PredicateTokens(text));
        var whole = parser.any();
        parser.tokens.requireEnd();
        return whole;
    }

    private Predicate any() {
        return series("or", this::all, Predicate.Or::new);
    }

    private Predicate all() {
        return series("and", this::one, Predicate.And::new);
    }

    private Predicate series(
            String word, Supplier<Predicate> part, Function<List<Predicate>, Predicate> join) {
        var parts = new ArrayList<Predicate>();
        parts.add(part.get());
        while (tokens.takes(word)) {
            parts.add(part.get());
        }
        return parts.size() == 1 ? parts.getFirst() : join.apply(parts);
    }

    private Predicate one() {
        if (++depth > DEEPEST) {
            throw tokens.refuse("conditions are nested at most " + DEEPEST + " deep");
        }
        var read = tokens.takes("not") ? new Predicate.Not(one()) : grouped();
        depth--;
        return read;
    }

    private Predicate grouped() {
        if (!tokens.takes("(")) {
            return test(tokens.name());
        }
        var inside = any();
        tokens.require(")");
        return inside;
    }

    private Predicate test(String name) {
        if (++tests > MOST_TESTS) {
            throw tokens.refuse("a condition has at most " + MOST_TESTS + " tests");
        }
        if (tokens.takes("exists")) {
            return new Predicate.Exists(name);
        } else if (tokens.takes("starts")) {
            return new Predicate.Starts(name, tokens.text());
        } else if (tokens.takes("in")) {
            return new Predicate.In(name, values());
        }
        var operator = operator();
        return new Predicate.Comparison(name, operator, value(operator));
    }

    private Operator operator() {
        var next = tokens.peek();
        return Stream.of(Operator.values())
                .filter(operator -> tokens.takes(operator.sign))
                .findFirst()
                .orElseThrow(
                        () -> tokens.expected("=, !=, <, <=, >, >=, in, starts or exists", next));
    }

    private List<Quality> values() {
        var values = new ArrayList<Quality>();
        tokens.require("(");
        do {
            values.add(value(Operator.EQUAL));
        } while (tokens.takes(","));
        tokens.require(")");
        return values;
    }

    private Quality value(Operator operator) {
        var token = tokens.next();
        var value =
                switch (token.kind()) {
                    case TEXT -> new Quality.Text(token.text());
                    case NUMBER -> new Quality.Numeric(new BigDecimal(token.text()));
                    case WORD, SIGN, END -> flag(token);
                };
        var ordering = operator != Operator.EQUAL && operator != Operator.DIFFERENT;
        if (ordering && !(value instanceof Quality.Numeric)) {
            throw tokens.expected("a number after " + operator.sign, token);
        }
        return value;
    }

    private Quality flag(Token token) {
        return switch (token.text()) {
            case "true" -> new Quality.Flag(true);
            case "false" -> new Quality.Flag(false);
            default -> throw tokens.expected("a number, a text in quotes, true or false", token);
        };
    }
}
