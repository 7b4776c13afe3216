package dev.lekha.kernel.leaf;

import dev.lekha.kernel.Refused;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text as it is stored. What has no bytes in UTF-8 is refused: it would come back as another. */
final class Utf8 {
    private Utf8() {}

    static byte[] of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return strictly(text);
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] strictly(String text) {
        try {
            var bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOf(bytes.array(), bytes.limit());
        } catch (CharacterCodingException halved) {
            throw new Refused(
                    Refused.Kind.MALFORMED,
                    "text-malformed",
                    "A text holds one half of a surrogate pair, which UTF-8 cannot say.");
        }
    }
}
