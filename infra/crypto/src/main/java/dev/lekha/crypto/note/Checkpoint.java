package dev.lekha.crypto.note;

import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.TreeHead;
import java.util.List;

/**
 * The text of a checkpoint, after c2sp.org/tlog-checkpoint.
 *
 * @param origin names the log
 * @param extensions further lines; this log writes none
 */
public record Checkpoint(String origin, TreeHead head, List<String> extensions) {
    public Checkpoint {
        requireLine(origin);
        extensions = List.copyOf(extensions);
        extensions.forEach(Checkpoint::requireLine);
    }

    public Checkpoint(String origin, TreeHead head) {
        this(origin, head, List.of());
    }

    /**
     * @throws Malformed unless it is written exactly as {@link #text} writes it
     */
    public static Checkpoint parse(String text) {
        if (!text.endsWith("\n")) {
            throw new Malformed("a checkpoint ends with a line feed");
        }
        var lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
        if (lines.size() < 3) {
            throw new Malformed("a checkpoint has at least three lines");
        }
        var head = new TreeHead(Decimal.parse(lines.get(1)), Hash.base64(lines.get(2)));
        return new Checkpoint(lines.getFirst(), head, lines.subList(3, lines.size()));
    }

    private static void requireLine(String line) {
        if (line.isEmpty() || line.chars().anyMatch(c -> c < ' ')) {
            throw new Malformed("a line of the checkpoint is empty or has a control character");
        }
    }

    public String text() {
        var text = new StringBuilder();
        text.append(origin).append('\n');
        text.append(head.size()).append('\n');
        text.append(head.root().base64()).append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
