package dev.lekha.store.segment;

import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.leaf.CborReader;
import dev.lekha.kernel.leaf.CborReader.Malformed;
import dev.lekha.kernel.leaf.Leaf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/*
 * Readers take a record whose bytes are those that were written. Here it is asked whether they should have been
 * written: there is one encoding of an event, and any other would be another leaf of the same event.
 */

/** The rules that a record keeps beyond those that readers need. */
final class RecordRules {
    private final byte[] record;
    private final CborReader items;
    private int end;

    private RecordRules(byte[] record) {
        this.record = record;
        this.items = new CborReader(record);
    }

    /**
     * @throws CorruptEvent where a rule is broken
     */
    static void require(Leaf leaf) {
        try {
            if (leaf.record().length > Leaf.MOST_BYTES) {
                throw new Malformed("it is longer than a record may be");
            }
            int kind = new RecordRules(leaf.record()).walk();
            boolean beside = leaf.bytes() > leaf.record().length;
            if (beside != (kind == Leaf.BESIDE)) {
                throw new Malformed("a body beside it is missing or not its own");
            }
            if (beside && leaf.body().length == 0) {
                throw new Malformed("the body beside it is empty");
            }
        } catch (Malformed malformed) {
            throw new CorruptEvent(leaf.position(), String.valueOf(malformed.getMessage()));
        }
    }

    /** Answers the kind of the body. */
    private int walk() {
        items.array();
        items.integer();
        items.integer();
        items.integer();
        text();
        text();
        text();
        ascending(items.array(), 1, "its tags are not in order");
        ascending(items.array() / 2, 2, "its metadata are not in order");
        long kind = items.integer();
        if (kind < Leaf.VERBATIM || kind > Leaf.BESIDE) {
            throw new Malformed("its body is of unknown kind " + kind);
        }
        int body = items.bytes().length;
        if (kind != Leaf.VERBATIM && body != Sha2.SHA_256_BYTES) {
            throw new Malformed("the digest of its body has " + body + " bytes");
        }
        int evidence = items.bytes().length;
        if (evidence != 0 && evidence != Sha2.SHA_256_BYTES) {
            throw new Malformed("the digest of its evidence has " + evidence + " bytes");
        }
        return (int) kind;
    }

    /**
     * @param texts of each entry; the first of them is what they are ordered by
     */
    private void ascending(int entries, int texts, String otherwise) {
        int lastFrom = 0;
        int lastTo = 0;
        for (int i = 0; i < entries; i++) {
            int from = text();
            int to = end;
            if (i > 0 && Arrays.compareUnsigned(record, lastFrom, lastTo, record, from, to) >= 0) {
                throw new Malformed(otherwise);
            }
            lastFrom = from;
            lastTo = to;
            if (texts == 2) {
                text();
            }
        }
    }

    /** Goes over a text, which ends at {@code end}; answers where its bytes begin. */
    private int text() {
        byte[] utf8 = items.text().getBytes(StandardCharsets.UTF_8);
        end = items.at();
        int from = end - utf8.length;
        if (from < 0 || !Arrays.equals(utf8, 0, utf8.length, record, from, end)) {
            throw new Malformed("a text is not UTF-8");
        }
        return from;
    }
}
