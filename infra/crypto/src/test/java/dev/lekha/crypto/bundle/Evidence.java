package dev.lekha.crypto.bundle;

import static dev.lekha.crypto.Signers.LOG;
import static dev.lekha.crypto.Signers.LOG_ML;
import static dev.lekha.crypto.Signers.W1;
import static dev.lekha.crypto.Signers.W2;
import static dev.lekha.crypto.Signers.W3;
import static dev.lekha.crypto.Signers.W4_ML;
import static dev.lekha.crypto.Signers.checkpoint;

import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.time.TimeStampAuthority;
import dev.lekha.crypto.time.TimeStampKey;
import dev.lekha.crypto.time.TimeStampQuery;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.Proofs;
import dev.lekha.crypto.tree.Subtrees;
import dev.lekha.crypto.tree.TreeHead;
import dev.lekha.crypto.witness.Policy;
import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.leaf.CborWriter;
import dev.lekha.kernel.leaf.Leaf;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A small log and its bundles. Bodies of two leaves stand apart. */
final class Evidence {
    static final int SIZE = 150;
    static final int SALTED = 90;
    static final int BESIDE = 95;
    static final byte[] SALT_AND_BODY = ("s".repeat(32) + "{}").getBytes(StandardCharsets.UTF_8);
    static final byte[] BODY = "a large body".getBytes(StandardCharsets.UTF_8);
    static final String POLICY =
            """
            log %s
            log %s
            witness one %s
            witness two %s
            witness three %s
            witness four %s
            group g 2 one two three four
            quorum g
            """
                    .formatted(LOG.key(), LOG_ML.key(), W1.key(), W2.key(), W3.key(), W4_ML.key());
    static final TimeStampKey TIME =
            TimeStampKey.make("Lekha time", Instant.now().minus(Duration.ofDays(1)), 10);

    private final List<byte[]> records = new ArrayList<>();
    private final Subtrees tree = this::subtree;

    Evidence(String fork) {
        for (int position = 1; position <= SIZE; position++) {
            records.add(record(position, position > 60 ? fork : ""));
        }
    }

    static Trust trust(List<Note> known) {
        var policy = Policy.parse(POLICY.getBytes(StandardCharsets.UTF_8));
        return new Trust(policy, List.of(TIME.chain().getLast()), known);
    }

    TreeHead head(int size) {
        return new TreeHead(size, tree.over(0, size));
    }

    Note witnessed(int size) {
        return checkpoint(head(size), LOG, LOG_ML, W1, W3);
    }

    /** Of the leaves from begin to end, under the checkpoint of size 140. */
    void write(Path file, int begin, int end) throws IOException {
        write(file, begin, end, witnessed(140));
    }

    void write(Path file, int begin, int end, Note main) throws IOException {
        var proofs = new Proofs(tree);
        try (var bundle = new BundleWriter(file)) {
            bundle.leaves(
                            begin,
                            end,
                            140,
                            proofs.range(begin, end, 140),
                            records.subList(begin, end).iterator())
                    .checkpoint(main)
                    .checkpoint(witnessed(100))
                    .checkpoint(witnessed(50))
                    .consistency(50, 140, proofs.consistency(50, 140))
                    .consistency(100, 140, proofs.consistency(100, 140))
                    .timestamp(140, "own", stamp(main.bytes()))
                    .attachment("policy", POLICY.getBytes(StandardCharsets.UTF_8));
            if (begin < BESIDE && BESIDE <= end) {
                bundle.opening(SALTED, SALT_AND_BODY).opening(BESIDE, BODY);
            }
        }
    }

    /** The leaves of a tag or an id among the first 140, as runs of one. */
    void select(Path file, String by, String value, Note main) throws IOException {
        var proofs = new Proofs(tree);
        var selection = new Selection(by, value, 140);
        try (var bundle = new BundleWriter(file)) {
            bundle.selection(selection)
                    .checkpoint(main)
                    .checkpoint(witnessed(100))
                    .consistency(50, 140, proofs.consistency(50, 140))
                    .consistency(100, 140, proofs.consistency(100, 140));
            for (int i = 0; i < 140; i++) {
                var record = records.get(i);
                if (selection.has(record)) {
                    bundle.run(i, 140, List.of(record), proofs.range(i, i + 1, 140));
                }
            }
            if (value.equals("node=pump-6")) {
                bundle.opening(SALTED, SALT_AND_BODY);
            }
        }
    }

    private static byte[] stamp(byte[] data) {
        return new TimeStampAuthority(
                        TIME,
                        "2.999.1",
                        Duration.ofSeconds(1),
                        () -> Optional.of(Duration.ZERO),
                        InstantSource.system())
                .answer(new TimeStampQuery(data, BigInteger.valueOf(42)).der());
    }

    private Hash subtree(int level, long index) {
        if (level == 0) {
            return Hash.leaf(records.get((int) index));
        }
        return Hash.node(subtree(level - 1, 2 * index), subtree(level - 1, 2 * index + 1));
    }

    private static byte[] record(int position, String fork) {
        var record = new CborWriter(200);
        record.array(Leaf.ITEMS).integer(Leaf.FORMAT).integer(position);
        record.integer(1_770_000_000_000_000L + position);
        record.text("id-" + position + fork).text("reporting.ReportAccepted").text("1.0.0");
        record.array(1).text("node=pump-" + position % 7);
        record.array(2).text("actor").text("door");
        switch (position) {
            case SALTED ->
                    record.integer(Leaf.SALTED_COMMITMENT)
                            .bytes(Sha2.SHA_256.of(new byte[] {3}, SALT_AND_BODY));
            case BESIDE -> record.integer(Leaf.BESIDE).bytes(Sha2.SHA_256.of(BODY));
            default ->
                    record.integer(Leaf.VERBATIM)
                            .bytes(("{\"n\":" + position + "}").getBytes(StandardCharsets.UTF_8));
        }
        return record.bytes(new byte[0]).toBytes();
    }
}
