package dev.lekha.crypto.witness;

import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.tree.Hash;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Lines, an empty line and a note: the form that requests and proofs share. */
record Lines(List<String> head, Note note) {
    /** A proof in a tree of 2^63 leaves has no more. */
    static final int MOST_HASHES = 63;

    /**
     * @throws Malformed where it is not of that form
     */
    static Lines parse(byte[] bytes) {
        int end = emptyLine(bytes);
        var head = new String(bytes, 0, end, StandardCharsets.US_ASCII);
        return new Lines(
                List.of(head.split("\n", -1)),
                Note.parse(Arrays.copyOfRange(bytes, end + 2, bytes.length)));
    }

    /** Where the two line feeds before the note begin; all up to there is ASCII. */
    private static int emptyLine(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length && bytes[i] >= 0; i++) {
            if (bytes[i] == '\n' && bytes[i + 1] == '\n') {
                return i;
            }
        }
        throw new Malformed("no ASCII lines with an empty line behind them");
    }

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes((String.join("\n", head) + "\n\n").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(note.bytes());
        return bytes.toByteArray();
    }

    /** The rest of the lines as hashes. */
    List<Hash> hashesFrom(int line) {
        if (head.size() - line > MOST_HASHES) {
            throw new Malformed("more than %d hashes".formatted(MOST_HASHES));
        }
        return head.subList(line, head.size()).stream().map(Hash::base64).toList();
    }

    /** What follows the word in that line. */
    String after(String word, int line) {
        if (line >= head.size() || !head.get(line).startsWith(word + " ")) {
            throw new Malformed("no line that begins with " + word);
        }
        return head.get(line).substring(word.length() + 1);
    }
}
