package dev.lekha.crypto.bundle;

import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.note.Decimal;
import dev.lekha.kernel.leaf.Leaf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Which events a bundle holds that is of no range: all that have a tag, or the one of an id.
 *
 * @param by {@code tag} or {@code id}
 * @param value {@code node=pump-1}, or the id
 * @param size of the tree that they stand in
 */
public record Selection(String by, String value, long size) {
    private static final String TITLE = "lekha.dev/selection@v1";
    private static final List<String> KINDS = List.of("tag", "id");

    /**
     * @throws Malformed where it cannot be written as lines
     */
    public Selection {
        if (!KINDS.contains(by) || value.isEmpty() || value.chars().anyMatch(c -> c < ' ')) {
            throw new Malformed("events are selected by a tag or an id, on one line");
        }
    }

    static Selection parse(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        var lines = text.split("\n", -1);
        if (lines.length != 4
                || !lines[0].equals(TITLE)
                || !lines[1].startsWith("size ")
                || lines[2].indexOf(' ') < 0) {
            throw new Malformed("not of format " + TITLE);
        }
        int gap = lines[2].indexOf(' ');
        var selection =
                new Selection(
                        lines[2].substring(0, gap),
                        lines[2].substring(gap + 1),
                        Decimal.parse(lines[1].substring("size ".length())));
        if (!Arrays.equals(selection.bytes(), bytes)) {
            throw new Malformed("not in the one form of " + TITLE);
        }
        return selection;
    }

    byte[] bytes() {
        return "%s\nsize %d\n%s %s\n"
                .formatted(TITLE, size, by, value)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the record says of itself that it is one of these. */
    boolean has(byte[] record) {
        var leaf = new Leaf(record, new byte[0]);
        return by.equals("id") ? leaf.id().equals(value) : leaf.tags().contains(value);
    }

    @Override
    public String toString() {
        return by.equals("id") ? "id " + value : value;
    }
}
