package dev.lekha.crypto.note;

import dev.lekha.crypto.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text and the signatures under it, after c2sp.org/signed-note. What it says counts for nothing
 * until {@link KnownKeys} have verified it.
 *
 * @param text ends with a line feed
 * @param signatures at least one
 */
public record Note(String text, List<SignatureLine> signatures) {
    public static final int MOST_BYTES = 1_000_000;
    public static final int MOST_SIGNATURES = 100;

    public Note {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n") || text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new Malformed("the text of a note: whole lines without control characters");
        }
        if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
            throw new Malformed("%d signatures under a note".formatted(signatures.size()));
        }
    }

    /**
     * @throws Malformed unless it is written exactly as {@link #bytes} writes it
     */
    public static Note parse(byte[] bytes) {
        var all = utf8(bytes);
        int split = all.lastIndexOf("\n\n");
        if (split < 0 || !all.endsWith("\n")) {
            throw new Malformed("a note is a text, an empty line and whole signature lines");
        }
        var lines = all.substring(split + 2);
        if (lines.isEmpty()) {
            throw new Malformed("a note without a signature");
        }
        var signatures = new ArrayList<SignatureLine>();
        for (var line : lines.substring(0, lines.length() - 1).split("\n", MOST_SIGNATURES + 1)) {
            signatures.add(SignatureLine.parse(line));
        }
        return new Note(all.substring(0, split + 1), signatures);
    }

    private static String utf8(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new Malformed("a note of %d bytes".formatted(bytes.length));
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException malformed) {
            throw new Malformed("a note that is not UTF-8");
        }
    }

    public byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    /** With further signatures under it. */
    public Note with(List<SignatureLine> more) {
        var all = new ArrayList<>(signatures);
        all.addAll(more);
        return new Note(text, all);
    }

    @Override
    public String toString() {
        var all = new StringBuilder(text).append('\n');
        signatures.forEach(all::append);
        return all.toString();
    }
}
