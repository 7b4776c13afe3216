package dev.lekha.crypto.bundle;

import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.note.Decimal;
import dev.lekha.crypto.tree.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A proof as lines: its format, its numbers by name, its hashes in base 64. */
public record ProofText(List<Long> numbers, List<Hash> hashes) {
    /** Two for each level of a tree that a long can count. */
    private static final int MOST_HASHES = 126;

    /** What a proof says, and the names of its numbers in their order. */
    public enum Format {
        RANGE("lekha.dev/range-proof@v1", "begin", "end", "size"),
        CONSISTENCY("lekha.dev/consistency-proof@v1", "old", "new");

        private final String title;
        private final List<String> names;

        Format(String title, String... names) {
            this.title = title;
            this.names = List.of(names);
        }
    }

    /**
     * @throws Malformed unless it is written exactly as {@link #bytes} writes it
     */
    public static ProofText parse(byte[] bytes, Format format) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.endsWith("\n")) {
            throw new Malformed("a proof is whole lines");
        }
        var lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
        int head = 1 + format.names.size();
        if (lines.size() < head
                || lines.size() > head + MOST_HASHES
                || !lines.getFirst().equals(format.title)) {
            throw new Malformed("not of format " + format.title);
        }
        var numbers = new ArrayList<Long>();
        for (int i = 1; i < head; i++) {
            numbers.add(number(lines.get(i), format.names.get(i - 1)));
        }
        var hashes = lines.subList(head, lines.size()).stream().map(Hash::base64).toList();
        return new ProofText(numbers, hashes);
    }

    private static long number(String line, String name) {
        if (!line.startsWith(name + " ")) {
            throw new Malformed("no line that begins with " + name);
        }
        return Decimal.parse(line.substring(name.length() + 1));
    }

    public byte[] bytes(Format format) {
        var text = new StringBuilder(format.title).append('\n');
        for (int i = 0; i < numbers.size(); i++) {
            text.append(format.names.get(i)).append(' ').append(numbers.get(i)).append('\n');
        }
        hashes.forEach(hash -> text.append(hash.base64()).append('\n'));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
