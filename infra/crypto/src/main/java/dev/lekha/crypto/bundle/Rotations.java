package dev.lekha.crypto.bundle;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.key.KeyStatement;
import dev.lekha.crypto.note.Decimal;
import dev.lekha.crypto.note.VerifierKey;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.RangeCheck;
import dev.lekha.crypto.tree.TreeHead;
import dev.lekha.kernel.Json;
import dev.lekha.kernel.leaf.CborReader;
import dev.lekha.kernel.leaf.Leaf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/**
 * The rotations of the log's keys, and of its time-stamp authority's, that a bundle carries: the
 * events themselves, and their place.
 */
final class Rotations {
    static final String LOG = "log";
    static final String TIME = "time-stamping";
    static final String EVENT = "evidence.KeyRotated";
    private static final String PROOF = ".proof";

    private final StoredZip zip;

    Rotations(StoredZip zip) {
        this.zip = zip;
    }

    /** The statements by position, each signed as it must be. */
    SortedMap<Long, KeyStatement> statements(List<String> parts, VerifierKey root)
            throws IOException {
        var statements = new TreeMap<Long, KeyStatement>();
        for (var part : parts) {
            if (!part.endsWith(PROOF)) {
                long position = Decimal.parse(part.substring(Parts.ROTATIONS.length()));
                var said = KeyStatement.verify(statement(zip.read(part)), root);
                if (!said.role().equals(LOG) && !said.role().equals(TIME)) {
                    throw new Invalid("a bundle proves no rotation of the role " + said.role());
                }
                statements.put(position, said);
            }
        }
        return statements;
    }

    private static byte[] statement(byte[] record) {
        try {
            var leaf = new Leaf(record, new byte[0]);
            if (!leaf.type().equals(EVENT)) {
                throw new Invalid("the leaf is no rotation");
            }
            var said = Json.MAPPER.readTree(leaf.body()).path("statement");
            if (!said.isString()) {
                throw new Malformed("a rotation without a statement");
            }
            return said.asString().getBytes(StandardCharsets.UTF_8);
        } catch (CborReader.Malformed | JacksonException malformed) {
            throw new Malformed("no event of a rotation: " + malformed.getMessage());
        }
    }

    /**
     * @throws Invalid unless the event stands at that position under the head
     */
    void requirePlace(long position, TreeHead head) throws IOException {
        var part = Parts.ROTATIONS + position;
        if (!zip.has(part + PROOF)) {
            throw new Invalid("there is no proof of its place");
        }
        var proof = ProofText.parse(zip.read(part + PROOF), ProofText.Format.RANGE);
        if (!proof.numbers().equals(List.of(position - 1, position, head.size()))) {
            throw new Invalid("the proof is of another place");
        }
        var record = zip.read(part);
        Opening.requirePosition(record, position);
        var leaves = List.of(Hash.leaf(record)).iterator();
        RangeCheck.range(position - 1, position, head, leaves, proof.hashes());
    }
}
