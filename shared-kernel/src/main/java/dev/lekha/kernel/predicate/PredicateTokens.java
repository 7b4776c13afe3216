package dev.lekha.kernel.predicate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The words, signs and values of a condition, each with its column. */
final class PredicateTokens {
    enum Kind {
        WORD,
        NUMBER,
        TEXT,
        SIGN,
        END
    }

    /**
     * @param column from 1
     */
    record Token(Kind kind, String text, int column) {}

    private static final Set<String> RESERVED =
            Set.of("and", "or", "not", "in", "starts", "exists", "true", "false");

    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*(?:(?<word>[A-Za-z][A-Za-z0-9_.-]*)"
                            + "|(?<number>-?[0-9]{1,30}(?:\\.[0-9]{1,30})?)(?![A-Za-z0-9_.])"
                            + "|\"(?<text>(?:[^\"\\\\]|\\\\[\"\\\\])*)\""
                            + "|(?<sign>!=|<=|>=|[=<>(),]))");

    private final List<Token> tokens = new ArrayList<>();
    private int at;

    PredicateTokens(String source) {
        var end = source.stripTrailing().length();
        var matcher = TOKEN.matcher(source).region(0, end);
        var from = 0;
        while (from < end) {
            matcher.region(from, end);
            if (!matcher.lookingAt()) {
                throw unreadable(source, from);
            }
            tokens.add(token(matcher));
            from = matcher.end();
        }
        tokens.add(new Token(Kind.END, "the end", end + 1));
    }

    private static Token token(java.util.regex.Matcher matcher) {
        for (var kind : new Kind[] {Kind.WORD, Kind.NUMBER, Kind.TEXT, Kind.SIGN}) {
            var group = kind.name().toLowerCase(java.util.Locale.ROOT);
            var text = matcher.group(group);
            if (text != null) {
                var plain = kind == Kind.TEXT ? text.replaceAll("\\\\(.)", "$1") : text;
                var quote = kind == Kind.TEXT ? 1 : 0;
                return new Token(kind, plain, matcher.start(group) + 1 - quote);
            }
        }
        throw new IllegalStateException("one of the groups matched");
    }

    private static IllegalArgumentException unreadable(String source, int from) {
        var column = from;
        while (Character.isWhitespace(source.charAt(column))) {
            column++;
        }
        var found = source.charAt(column);
        return at(
                column + 1,
                found == '"'
                        ? "a text ends with a quote, and \\ stands before \" or \\ only"
                        : "nothing can be read from here: "
                                + source.substring(column, Math.min(source.length(), column + 10)));
    }

    Token peek() {
        return tokens.get(at);
    }

    Token next() {
        var token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    /** Passes over the word or sign, if it is the next. */
    boolean takes(String text) {
        var token = peek();
        var taken = (token.kind == Kind.WORD || token.kind == Kind.SIGN) && token.text.equals(text);
        if (taken) {
            at++;
        }
        return taken;
    }

    void require(String sign) {
        if (!takes(sign)) {
            throw expected(sign, peek());
        }
    }

    void requireEnd() {
        if (peek().kind != Kind.END) {
            throw expected("and, or, or the end", peek());
        }
    }

    String name() {
        var token = next();
        if (token.kind != Kind.WORD || RESERVED.contains(token.text)) {
            throw expected("a name", token);
        }
        return Qualities.name(token.text);
    }

    static boolean reserved(String word) {
        return RESERVED.contains(word);
    }

    String text() {
        var token = next();
        if (token.kind != Kind.TEXT) {
            throw expected("a text in quotes", token);
        }
        return token.text;
    }

    IllegalArgumentException expected(String what, Token found) {
        return at(found.column, "expected " + what + ", found " + found.text);
    }

    IllegalArgumentException refuse(String sentence) {
        return at(peek().column, sentence);
    }

    private static IllegalArgumentException at(int column, String sentence) {
        return new IllegalArgumentException("column " + column + ": " + sentence);
    }
}
