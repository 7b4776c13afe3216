package dev.lekha.crypto.bundle;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.bundle.Verdict.Outcome;
import dev.lekha.crypto.note.Decimal;
import dev.lekha.crypto.tree.RangeCheck;
import dev.lekha.crypto.tree.TreeHead;
import dev.lekha.kernel.leaf.CborReader;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The runs of events of a selection: each stands where its proof says, and is of the selection.
 * That none is missing between them no proof can show.
 */
final class SelectionCheck {
    private static final String PROOF = ".proof";

    private final StoredZip zip;
    private final Findings findings;
    private final LeafPass.LeafView view;

    /**
     * @param view sees each record
     */
    SelectionCheck(StoredZip zip, Findings findings, LeafPass.LeafView view) {
        this.zip = zip;
        this.findings = findings;
        this.view = view;
    }

    /** How many events there are. */
    long check(Selection selection, TreeHead head, List<String> parts) throws IOException {
        var runs = new TreeSet<Long>();
        for (var part : parts) {
            if (!part.endsWith(PROOF)) {
                runs.add(Decimal.parse(part.substring(Parts.RUNS.length())));
            }
        }
        requireRuns(parts, runs);
        long events = 0;
        long behind = 0;
        for (long begin : runs) {
            var part = Parts.RUNS + begin;
            if (!zip.has(part + PROOF)) {
                findings.missing(part + PROOF);
                continue;
            }
            var proof = ProofText.parse(zip.read(part + PROOF), ProofText.Format.RANGE);
            long end = proof.numbers().get(1);
            if (!proof.numbers().equals(List.of(begin, end, head.size())) || begin < behind) {
                throw new Invalid(part + ": a proof of another run");
            }
            run(part, selection, head, proof);
            events += end - begin;
            behind = end;
        }
        return events;
    }

    private void requireRuns(List<String> parts, Set<Long> runs) {
        if (runs.isEmpty()) {
            findings.missing(Parts.RUNS);
        }
        for (var part : parts) {
            var run = part.endsWith(PROOF) ? part.substring(0, part.length() - 6) : part;
            if (!zip.has(run)) {
                findings.add(Outcome.INVALID, part + " proves no run");
            }
        }
    }

    private void run(String part, Selection selection, TreeHead head, ProofText proof)
            throws IOException {
        long begin = proof.numbers().get(0);
        long end = proof.numbers().get(1);
        try (var in = new DataInputStream(new BufferedInputStream(zip.stream(part)))) {
            var none = Set.<Long>of();
            var before =
                    proof.hashes()
                            .subList(0, Math.min(Long.bitCount(begin), proof.hashes().size()));
            var pass =
                    new LeafPass(
                            in,
                            begin,
                            before,
                            none,
                            (position, record) -> {
                                view.leaf(position, record);
                                requireSelected(selection, position, record);
                            });
            RangeCheck.range(begin, end, head, pass, proof.hashes());
        }
    }

    private static void requireSelected(Selection selection, long position, byte[] record) {
        try {
            if (!selection.has(record)) {
                throw new Invalid("position %d is not of %s".formatted(position, selection));
            }
        } catch (CborReader.Malformed malformed) {
            throw new Malformed("leaf %d: %s".formatted(position, malformed.getMessage()));
        }
    }
}
