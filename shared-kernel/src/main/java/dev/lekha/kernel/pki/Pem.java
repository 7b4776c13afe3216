package dev.lekha.kernel.pki;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Text in which binary objects stand between {@code -----BEGIN …-----} and {@code -----END …-----}
 * (RFC 7468). What stands outside of them, as {@code openssl x509 -text} writes it, is passed over.
 */
public final class Pem {
    private static final int LONGEST = 65_536;

    private Pem() {}

    /**
     * The objects of one label, {@code CERTIFICATE}, in order.
     *
     * @throws IllegalArgumentException where there is none, one that does not end, or one that is
     *     not base64
     */
    public static List<byte[]> read(String label, String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("PEM has at most " + LONGEST + " characters");
        }
        var begin = "-----BEGIN " + label + "-----";
        var end = "-----END " + label + "-----";
        var objects = new ArrayList<byte[]>();
        for (int at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at)) {
            int from = at + begin.length();
            int to = text.indexOf(end, from);
            if (to < 0) {
                throw new IllegalArgumentException(
                        "a block begins with " + begin + " and has no end");
            }
            objects.add(Base64.getDecoder().decode(bare(text.substring(from, to))));
            at = to + end.length();
        }
        if (objects.isEmpty()) {
            throw new IllegalArgumentException("there is no block that begins with " + begin);
        }
        return objects;
    }

    private static String bare(String lines) {
        var bare = new StringBuilder(lines.length());
        lines.chars()
                .filter(letter -> !Character.isWhitespace(letter))
                .forEach(letter -> bare.append((char) letter));
        return bare.toString();
    }
}
