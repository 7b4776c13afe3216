package dev.lekha.crypto.note;

import dev.lekha.crypto.Malformed;
import java.util.regex.Pattern;

/** Numbers as C2SP writes them: ASCII digits without leading zeroes. */
public final class Decimal {
    private static final Pattern FORM = Pattern.compile("0|[1-9][0-9]{0,18}");

    private Decimal() {}

    /**
     * @throws Malformed where it is written otherwise or is above 2^63 - 1
     */
    public static long parse(String digits) {
        if (!FORM.matcher(digits).matches()) {
            throw new Malformed("not a decimal number");
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLarge) {
            throw new Malformed("a number above 2^63 - 1");
        }
    }
}
