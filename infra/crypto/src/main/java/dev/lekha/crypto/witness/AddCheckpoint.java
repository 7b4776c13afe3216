package dev.lekha.crypto.witness;

import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.note.Decimal;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.SignatureLine;
import dev.lekha.crypto.tree.Hash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a log asks of a witness: to cosign its checkpoint.
 *
 * @param oldSize of the checkpoint that the witness has seen last, 0 where none
 * @param proof that the old tree is the beginning of the new one
 */
public record AddCheckpoint(long oldSize, List<Hash> proof, Note checkpoint) {
    public AddCheckpoint {
        proof = List.copyOf(proof);
    }

    /**
     * @throws Malformed unless it is written exactly as {@link #bytes} writes it
     */
    public static AddCheckpoint parse(byte[] body) {
        var lines = Lines.parse(body);
        long oldSize = Decimal.parse(lines.after("old", 0));
        return new AddCheckpoint(oldSize, lines.hashesFrom(1), lines.note());
    }

    /** The body of the request. */
    public byte[] bytes() {
        var head = Stream.concat(Stream.of("old " + oldSize), proof.stream().map(Hash::base64));
        return new Lines(head.toList(), checkpoint).bytes();
    }

    /**
     * The cosignatures that a witness answered with. They count for nothing until verified.
     *
     * @throws Malformed where it is not whole signature lines
     */
    public static List<SignatureLine> cosignatures(byte[] answer) {
        var text = new String(answer, StandardCharsets.UTF_8);
        var lines = List.of(text.split("\n", -1));
        // The last is what follows the last line feed.
        int count = lines.size() - 1;
        if (count < 1 || count > Note.MOST_SIGNATURES || !lines.getLast().isEmpty()) {
            throw new Malformed("the witness did not answer with signature lines");
        }
        return lines.subList(0, count).stream().map(SignatureLine::parse).toList();
    }
}
