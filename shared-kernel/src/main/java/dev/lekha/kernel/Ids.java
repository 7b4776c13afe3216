package dev.lekha.kernel;

/**
 * What every identity keeps to, so that it stands in a topic, a path, a tag and a key without
 * escaping.
 */
public final class Ids {
    private static final int LONGEST = 100;

    private Ids() {}

    /**
     * Gives the text back if it is one to 100 letters, digits and {@code . _ : -}, the first a
     * letter or digit.
     *
     * @throws IllegalArgumentException otherwise, naming what it should have been
     */
    public static String check(String what, String text) {
        if (!holds(text)) {
            throw new IllegalArgumentException(
                    what
                            + " has 1 to 100 letters, digits and . _ : - and starts with a letter or digit");
        }
        return text;
    }

    private static boolean holds(String text) {
        if (text.isEmpty() || text.length() > LONGEST || !alphanumeric(text.charAt(0))) {
            return false;
        }
        for (var at = 1; at < text.length(); at++) {
            var letter = text.charAt(at);
            if (!alphanumeric(letter) && "._:-".indexOf(letter) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean alphanumeric(char letter) {
        return letter >= 'a' && letter <= 'z'
                || letter >= 'A' && letter <= 'Z'
                || letter >= '0' && letter <= '9';
    }
}
