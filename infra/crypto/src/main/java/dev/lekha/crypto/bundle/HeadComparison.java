package dev.lekha.crypto.bundle;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.bundle.Verdict.Outcome;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.tree.ProofCheck;
import dev.lekha.crypto.tree.TreeHead;
import java.io.IOException;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Whether other heads are of the history of the one that a bundle's leaves stand under.
 *
 * @param begin the first of the sizes that the leaves themselves lead to
 * @param end the last of them, or 0 for none
 * @param reached the heads of these sizes
 */
record HeadComparison(
        StoredZip zip,
        Findings findings,
        Checkpoint main,
        long begin,
        long end,
        LongFunction<TreeHead> reached) {
    /**
     * @param otherwise what follows where it is of another
     */
    void compare(Checkpoint other, Outcome otherwise) throws IOException {
        long at = other.head().size();
        long size = main.head().size();
        var what = "the checkpoint of size " + at;
        if (!other.origin().equals(main.origin())) {
            findings.add(Outcome.INVALID, what + " is of another log");
        } else if (at == size || end > 0 && at >= begin && at <= end) {
            var head = at == size ? main.head() : reached.apply(at);
            if (!head.equals(other.head())) {
                findings.add(otherwise, what + " is of another history");
            }
        } else if (at > size || !zip.has(Parts.CONSISTENCY + at)) {
            findings.missing("a proof of consistency with " + what);
        } else {
            findings.check(otherwise, what, () -> consistent(other.head(), main.head()));
        }
    }

    private void consistent(TreeHead older, TreeHead newer) throws IOException {
        var bytes = zip.read(Parts.CONSISTENCY + older.size());
        var proof = ProofText.parse(bytes, ProofText.Format.CONSISTENCY);
        if (!proof.numbers().equals(List.of(older.size(), newer.size()))) {
            throw new Invalid("the proof is of other sizes");
        }
        ProofCheck.consistency(older, newer, proof.hashes());
    }
}
