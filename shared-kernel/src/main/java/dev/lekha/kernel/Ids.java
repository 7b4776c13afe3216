package dev.lekha.kernel;

import java.util.regex.Pattern;

/**
 * What every identity keeps to, so that it stands in a topic, a path, a tag and a key without
 * escaping.
 */
public final class Ids {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");

    private Ids() {}

    /**
     * Gives the text back if it is one to 100 letters, digits and {@code . _ : -}, the first a
     * letter or digit.
     *
     * @throws IllegalArgumentException otherwise, naming what it should have been
     */
    public static String check(String what, String text) {
        if (!ID.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    what
                            + " has 1 to 100 letters, digits and . _ : - and starts with a letter or digit");
        }
        return text;
    }
}
