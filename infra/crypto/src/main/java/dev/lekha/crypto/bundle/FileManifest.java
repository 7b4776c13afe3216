package dev.lekha.crypto.bundle;

import dev.lekha.crypto.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files of a bundle and their SHA-256, as {@code sha256sum} reads it. It finds damage and names
 * what is missing; it proves nothing, for anybody can write it.
 */
final class FileManifest {
    static final String NAME = "manifest";

    private static final Pattern LINE =
            Pattern.compile("([0-9a-f]{64})  ([a-z0-9][a-z0-9._/-]{0,199})");

    private FileManifest() {}

    /**
     * @return digest in hex by path
     * @throws Malformed unless it is written exactly as {@link #bytes} writes it
     */
    static SortedMap<String, String> parse(byte[] bytes) {
        var digests = new TreeMap<String, String>();
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.endsWith("\n")) {
            throw new Malformed("the manifest is whole lines");
        }
        for (var line : text.substring(0, text.length() - 1).split("\n", -1)) {
            var parts = LINE.matcher(line);
            if (!parts.matches() || parts.group(2).equals(NAME)) {
                throw new Malformed("a line of the manifest is not one");
            }
            if (!digests.isEmpty() && digests.lastKey().compareTo(parts.group(2)) >= 0) {
                throw new Malformed("the manifest is not in order");
            }
            digests.put(parts.group(2), parts.group(1));
        }
        return digests;
    }

    static byte[] bytes(Map<String, String> digests) {
        var text = new StringBuilder();
        new TreeMap<>(digests)
                .forEach((path, digest) ->
                        text.append(digest).append("  ").append(path).append('\n'));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
