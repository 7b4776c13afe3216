package dev.lekha.kernel.predicate;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a thing is known by: values by name, bounded in number and size. */
public final class Qualities {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
    private static final int LONGEST_NAME = 60;
    private static final int MOST = 100;

    /* Three such maps, of letters of three bytes each, and the groups of a node fit one record of the log. */
    private static final int MOST_CHARACTERS = 4_000;

    private Qualities() {}

    /** Gives the name back where it is one that conditions can ask for. */
    public static String name(String name) {
        if (!NAME.matcher(name).matches()
                || name.length() > LONGEST_NAME
                || PredicateTokens.reserved(name)) {
            throw new IllegalArgumentException(
                    "a name starts with a letter, has letters, digits and _ . - and at most "
                            + LONGEST_NAME
                            + " of them, and is no word of conditions: "
                            + name.substring(0, Math.min(name.length(), LONGEST_NAME)));
        }
        return name;
    }

    /** A copy, where all names are fit and all is within bounds. */
    public static SortedMap<String, Quality> checked(SortedMap<String, Quality> qualities) {
        var characters = 0;
        for (var entry : qualities.entrySet()) {
            characters += name(entry.getKey()).length() + length(entry.getValue());
        }
        if (qualities.size() > MOST || characters > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "there are at most "
                            + MOST
                            + " values, together at most "
                            + MOST_CHARACTERS
                            + " characters");
        }
        return Collections.unmodifiableSortedMap(new TreeMap<>(qualities));
    }

    private static int length(Quality quality) {
        return switch (quality) {
            case Quality.Text(var text) -> text.length();
            case Quality.Texts(var texts) -> texts.stream().mapToInt(String::length).sum();
            case Quality.Numeric(var number) -> number.toPlainString().length();
            case Quality.Flag _ -> 1;
        };
    }
}
