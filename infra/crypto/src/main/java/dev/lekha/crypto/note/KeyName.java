package dev.lekha.crypto.note;

import dev.lekha.crypto.Malformed;
import java.nio.charset.StandardCharsets;

/** What names may stand in a signature line: one word without a plus. */
final class KeyName {
    private static final int NEXT_LINE = 0x85;

    private KeyName() {}

    /**
     * @throws Malformed where it is empty or holds a space, a plus or a control character
     */
    static String require(String name) {
        if (name.isEmpty() || !name.codePoints().allMatch(KeyName::fits)) {
            throw new Malformed("no name of a key");
        }
        return name;
    }

    private static boolean fits(int c) {
        boolean space = Character.isSpaceChar(c) || Character.isWhitespace(c) || c == NEXT_LINE;
        boolean halfPair = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return c >= ' ' && c != '+' && !space && !halfPair;
    }

    static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
