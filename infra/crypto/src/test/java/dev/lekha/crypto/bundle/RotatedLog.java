package dev.lekha.crypto.bundle;

import static dev.lekha.crypto.Signers.W1;
import static dev.lekha.crypto.Signers.W3;
import static dev.lekha.crypto.Signers.checkpoint;

import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.SignerKey;
import dev.lekha.crypto.time.TimeStampKey;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.Proofs;
import dev.lekha.crypto.tree.Subtrees;
import dev.lekha.crypto.tree.TreeHead;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.leaf.CborWriter;
import dev.lekha.kernel.leaf.Leaf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A log with one rotation or more, who signs its checkpoints of sizes 50 and 100, and who stamps
 * which of them.
 */
record RotatedLog(
        Map<Integer, String> rotations,
        List<SignerKey> early,
        List<SignerKey> late,
        Map<Integer, TimeStampKey> stamps) {
    private static final int SIZE = 100;

    RotatedLog(Map<Integer, String> rotations, List<SignerKey> early, List<SignerKey> late) {
        this(rotations, early, late, Map.of());
    }

    RotatedLog(Map<Integer, String> rotations, SignerKey early, SignerKey late) {
        this(rotations, List.of(early), List.of(late));
    }

    private byte[] record(int position) {
        var said = rotations.get(position);
        var body = said == null ? Map.of("n", position) : Map.of("statement", said);
        var record = new CborWriter(200);
        record.array(Leaf.ITEMS).integer(Leaf.FORMAT).integer(position);
        record.integer(1_770_000_000_000_000L + position).text("id-" + position);
        record.text(said == null ? "reporting.ReportAccepted" : "evidence.KeyRotated");
        record.text("1").array(0).array(0).integer(Leaf.VERBATIM);
        record.bytes(Json.MAPPER.writeValueAsBytes(body));
        return record.bytes(new byte[0]).toBytes();
    }

    private Hash subtree(int level, long index) {
        return level == 0
                ? Hash.leaf(record((int) index + 1))
                : Hash.node(subtree(level - 1, 2 * index), subtree(level - 1, 2 * index + 1));
    }

    Path write(Path file) throws IOException {
        Subtrees tree = this::subtree;
        var proofs = new Proofs(tree);
        var records = new ArrayList<byte[]>();
        for (int position = 71; position <= 80; position++) {
            records.add(record(position));
        }
        try (var bundle = new BundleWriter(file)) {
            bundle.leaves(70, 80, SIZE, proofs.range(70, 80, SIZE), records.iterator())
                    .checkpoint(note(tree, SIZE, late))
                    .checkpoint(note(tree, 50, early))
                    .consistency(50, SIZE, proofs.consistency(50, SIZE));
            for (var stamp : stamps.entrySet()) {
                int size = stamp.getKey();
                var bytes = note(tree, size, size == SIZE ? late : early).bytes();
                bundle.timestamp(size, "platform", Stamps.answer(stamp.getValue(), bytes));
            }
            for (int at : rotations.keySet().stream().sorted().toList()) {
                bundle.rotation(at, SIZE, record(at), proofs.range(at - 1, at, SIZE));
            }
        }
        return file;
    }

    private static Note note(Subtrees tree, int size, List<SignerKey> by) {
        var all = Stream.concat(by.stream(), Stream.of(W1, W3)).toArray(SignerKey[]::new);
        return checkpoint(new TreeHead(size, tree.over(0, size)), all);
    }
}
