package dev.lekha.crypto.witness;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.note.Decimal;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.tree.Base64Text;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.ProofCheck;
import java.util.ArrayList;
import java.util.List;

/**
 * That a leaf stands in the log, in a form to be kept and verified offline: c2sp.org/tlog-proof.
 *
 * @param extra base 64 of bytes that nothing vouches for; empty where there are none
 * @param index of the leaf, from 0: one less than its position
 */
public record TlogProof(String extra, long index, List<Hash> path, Note checkpoint) {
    private static final String FORMAT = "c2sp.org/tlog-proof@v1";

    public TlogProof {
        Base64Text.bytes(extra);
        path = List.copyOf(path);
    }

    public TlogProof(long index, List<Hash> path, Note checkpoint) {
        this("", index, path, checkpoint);
    }

    /**
     * @throws Malformed unless it is written exactly as {@link #bytes} writes it
     */
    public static TlogProof parse(byte[] bytes) {
        var lines = Lines.parse(bytes);
        if (!lines.head().getFirst().equals(FORMAT)) {
            throw new Malformed("not of format " + FORMAT);
        }
        boolean hasExtra = lines.head().size() > 1 && lines.head().get(1).startsWith("extra ");
        var extra = hasExtra ? lines.after("extra", 1) : "";
        if (hasExtra && extra.isEmpty()) {
            throw new Malformed("a line of extra data without data");
        }
        int next = hasExtra ? 2 : 1;
        long index = Decimal.parse(lines.after("index", next));
        return new TlogProof(extra, index, lines.hashesFrom(next + 1), lines.note());
    }

    public byte[] bytes() {
        var head = new ArrayList<String>();
        head.add(FORMAT);
        if (!extra.isEmpty()) {
            head.add("extra " + extra);
        }
        head.add("index " + index);
        path.forEach(hash -> head.add(hash.base64()));
        return new Lines(head, checkpoint).bytes();
    }

    /**
     * @return how well the log and its witnesses vouch for it
     * @throws Invalid where the log has not signed it or the leaf does not stand there
     */
    public Judgement verify(Hash leaf, Policy policy) {
        var judgement = policy.judge(checkpoint);
        ProofCheck.inclusion(leaf, index, judgement.checkpoint().head(), path);
        return judgement;
    }
}
