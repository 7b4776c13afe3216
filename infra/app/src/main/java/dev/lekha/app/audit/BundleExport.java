package dev.lekha.app.audit;

import dev.lekha.crypto.bundle.BundleWriter;
import dev.lekha.crypto.bundle.Selection;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.tiles.TileCache;
import dev.lekha.crypto.tiles.TileReader;
import dev.lekha.crypto.tree.Proofs;
import dev.lekha.kernel.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * Puts a range of the published log, with all that proves it, into a bundle. It stands under the
 * newest checkpoint. Those nearest around the range that have a time stamp go along, so that every
 * event of it lies between two proven times.
 */
final class BundleExport {
    private static final int TILES_IN_MEMORY = 64;

    /** Two files each, of 65,535 that a zip can have. */
    private static final int MOST_RUNS = 30_000;

    private static final int LONGEST_RUN = 4_096;

    private final EvidenceFolder evidence;
    private final Bodies bodies;
    private final Note newest;
    private final TileReader tree;
    private final Proofs proofs;

    BundleExport(EvidenceFolder evidence, Bodies bodies) throws IOException {
        this.evidence = evidence;
        this.bodies = bodies;
        this.newest = evidence.newest();
        var head = Checkpoint.parse(newest.text()).head();
        this.tree = new TileReader(evidence.tiles(), head, new TileCache(TILES_IN_MEMORY));
        this.proofs = new Proofs(tree);
    }

    /** Leaves of the newest checkpoint. */
    long size() {
        return tree.head().size();
    }

    /**
     * @param first position
     * @param last position, at most {@link #size}
     * @param connect sizes of older checkpoints that an auditor holds
     * @return how many bodies that stand apart from their leaves went along
     * @throws Refused where the platform has published no such range
     */
    long write(Path file, long first, long last, TreeSet<Long> connect, LongConsumer progress)
            throws IOException {
        if (first < 1 || first > last || last > size()) {
            throw refuse(
                    "Positions %d to %d are not all published; the newest checkpoint has %d events."
                            .formatted(first, last, size()));
        }
        try (var bundle = new BundleWriter(file)) {
            var leaves = new LeafRange(tree, first, last, progress);
            bundle.leaves(first - 1, last, size(), proofs.range(first - 1, last, size()), leaves);
            around(bundle, first, last, connect);
            return bodies.write(bundle, leaves.apart());
        }
    }

    /** The checkpoint, and what connects with it, proves its time, and may be read beside it. */
    private void around(BundleWriter bundle, long first, long last, TreeSet<Long> connect)
            throws IOException {
        bundle.checkpoint(newest);
        stamps(bundle, size());
        var around = around(first, last);
        for (long size : around) {
            bundle.checkpoint(evidence.checkpoint(size));
            stamps(bundle, size);
        }
        connect.addAll(around);
        connect(bundle, connect);
        for (long position : evidence.rotations()) {
            rotation(bundle, position);
        }
        for (var trusted : evidence.trustMaterial()) {
            bundle.attachment(EvidenceFolder.name(trusted), Files.readAllBytes(trusted));
        }
    }

    /**
     * Events wherever they stand, each run of them with its own proof.
     *
     * @param positions in order
     * @return how many bodies that stand apart from their leaves went along
     * @throws Refused where there are none, or more runs than a zip has files
     */
    long write(
            Path file,
            Selection selection,
            List<Long> positions,
            TreeSet<Long> connect,
            LongConsumer progress)
            throws IOException {
        if (positions.isEmpty()) {
            throw refuse("No published event is of %s.".formatted(selection));
        }
        var apart = new ArrayList<Long>();
        try (var bundle = new BundleWriter(file)) {
            bundle.selection(selection);
            int runs = 0;
            for (int from = 0, to; from < positions.size(); from = to) {
                to = behindRun(positions, from);
                if (runs++ == MOST_RUNS) {
                    throw tooLong(
                            "%s stands in more than %d places; export ranges."
                                    .formatted(selection, MOST_RUNS));
                }
                apart.addAll(run(bundle, positions.get(from), positions.get(to - 1)));
                progress.accept(to);
            }
            around(bundle, positions.getFirst(), positions.getLast(), connect);
            return bodies.write(bundle, apart);
        }
    }

    private static int behindRun(List<Long> positions, int from) {
        int to = from + 1;
        while (to < positions.size()
                && positions.get(to) == positions.get(to - 1) + 1
                && to - from < LONGEST_RUN) {
            to++;
        }
        return to;
    }

    private List<Long> run(BundleWriter bundle, long first, long last) throws IOException {
        var leaves = new LeafRange(tree, first, last, _ -> {});
        var records = new ArrayList<byte[]>();
        leaves.forEachRemaining(records::add);
        bundle.run(first - 1, size(), records, proofs.range(first - 1, last, size()));
        return leaves.apart();
    }

    private TreeSet<Long> around(long first, long last) throws IOException {
        var stamped = evidence.stampedSizes();
        var around = new TreeSet<Long>();
        Optional.ofNullable(stamped.floor(first - 1)).ifPresent(around::add);
        Optional.ofNullable(stamped.ceiling(last)).ifPresent(around::add);
        around.removeIf(size -> size < 1 || size >= size());
        return around;
    }

    private void connect(BundleWriter bundle, TreeSet<Long> sizes) throws IOException {
        for (long older : sizes) {
            if (older < 1 || older > size()) {
                throw refuse(
                        "A checkpoint of size %d cannot be connected; the newest has %d events."
                                .formatted(older, size()));
            }
            if (older < size()) {
                bundle.consistency(older, size(), proofs.consistency(older, size()));
            }
        }
    }

    private void rotation(BundleWriter bundle, long position) throws IOException {
        if (position <= size()) {
            var record = new LeafRange(tree, position, position, _ -> {}).next();
            bundle.rotation(position, size(), record, proofs.range(position - 1, position, size()));
        }
    }

    private void stamps(BundleWriter bundle, long size) throws IOException {
        for (var token : evidence.tokens(size)) {
            var authority = EvidenceFolder.name(token).replace(".tsr", "");
            bundle.timestamp(size, authority, Files.readAllBytes(token));
        }
    }

    static Refused tooLong(String sentence) {
        return new Refused(Refused.Kind.TOO_LARGE, "range-too-long", sentence);
    }

    private static Refused refuse(String sentence) {
        return new Refused(Refused.Kind.UNKNOWN, "not-published", sentence);
    }
}
