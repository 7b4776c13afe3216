package dev.lekha.crypto.bundle;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.bundle.Verdict.Outcome;
import dev.lekha.crypto.key.KeyHistory;
import dev.lekha.crypto.key.KeyStatement;
import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.Decimal;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.VerifierKey;
import dev.lekha.crypto.time.ProvenTime;
import dev.lekha.crypto.time.TimeStampCheck;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.RangeCheck;
import dev.lekha.crypto.tree.TreeHead;
import dev.lekha.crypto.witness.Judgement;
import dev.lekha.crypto.witness.Policy;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Verifies a bundle offline, against nothing but what the auditor trusts. */
public final class BundleCheck {
    private final StoredZip zip;
    private final Trust trust;
    private final LongConsumer progress;
    private final Findings findings = new Findings();
    private final SortedMap<Long, KeyStatement> rotations = new TreeMap<>();
    private final SortedMap<Long, Judgement> checkpoints = new TreeMap<>();
    private final SortedMap<String, ProvenTime> times = new TreeMap<>();
    private @Nullable KeyHistory keys;
    private KeyHistory stampers = KeyHistory.NONE;
    private long begin;
    private long end;
    private long size;
    private long events;
    private final List<String> limits = new ArrayList<>();

    private BundleCheck(StoredZip zip, Trust trust, LongConsumer progress) {
        this.zip = zip;
        this.trust = trust;
        this.progress = progress;
    }

    /**
     * @throws IOException where the file cannot be read; whatever stands in it is a verdict
     */
    public static Verdict verify(Path bundle, Trust trust) throws IOException {
        return verify(bundle, trust, _ -> {});
    }

    /**
     * @param progress is told how many leaves were seen
     * @throws IOException where the file cannot be read; whatever stands in it is a verdict
     */
    public static Verdict verify(Path bundle, Trust trust, LongConsumer progress)
            throws IOException {
        try (var zip = StoredZip.open(bundle)) {
            return new BundleCheck(zip, trust, progress).verdict();
        } catch (Malformed malformed) {
            var none = Collections.<String, ProvenTime>emptySortedMap();
            return new Verdict(
                    Outcome.INVALID, List.of(malformed.finding()), 0, 0, 0, none, 0, List.of());
        }
    }

    private Verdict verdict() throws IOException {
        findings.check(Outcome.INVALID, FileManifest.NAME, new FileCheck(zip, findings)::check);
        findings.check(Outcome.INVALID, Parts.ROTATIONS, this::rotations);
        for (var part : names(Parts.CHECKPOINTS)) {
            findings.check(Outcome.INVALID, part, () -> checkpoint(part));
        }
        if (zip.has(Parts.SELECTION)) {
            findings.check(Outcome.INVALID, Parts.SELECTION, this::selection);
        } else if (zip.has(Parts.RANGE_PROOF) && zip.has(Parts.LEAVES)) {
            findings.check(Outcome.INVALID, Parts.RANGE_PROOF, this::range);
        }
        for (var part : names(Parts.TIMESTAMPS)) {
            findings.check(Outcome.INVALID, part, () -> time(part));
        }
        return new Verdict(
                findings.worst(), findings.sentences(), begin, end, size, times, events, limits);
    }

    private void rotations() throws IOException {
        var root = trust.keyRoot();
        var parts = names(Parts.ROTATIONS);
        if (root == null || parts.isEmpty()) {
            return;
        }
        rotations.putAll(new Rotations(zip).statements(parts, root));
        if (rotations.isEmpty()) {
            throw new Invalid("proofs without rotations");
        }
        var believed = trust.policy().logs().stream().map(Policy.Party::key).toList();
        var origins = believed.stream().map(VerifierKey::name).toList();
        for (var said : rotations.values()) {
            if (!origins.contains(said.origin())) {
                throw new Invalid("a statement of another log's keys");
            }
        }
        var history = KeyHistory.of(of(Rotations.LOG));
        if (!history.isEmpty()) {
            history.requireAny(believed);
            keys = history;
        }
        stampers = KeyHistory.of(of(Rotations.TIME));
    }

    private SortedMap<Long, KeyStatement> of(String role) {
        var those = new TreeMap<>(rotations);
        those.values().removeIf(said -> !said.role().equals(role));
        return those;
    }

    private Judgement judged(Note note) {
        var history = keys;
        return history == null
                ? trust.policy().judge(note)
                : trust.policy()
                        .judge(note, history.at(Checkpoint.parse(note.text()).head().size()));
    }

    private void checkpoint(String part) throws IOException {
        var judgement = judged(Note.parse(zip.read(part)));
        var named = Decimal.parse(part.substring(Parts.CHECKPOINTS.length()));
        if (judgement.checkpoint().head().size() != named) {
            throw new Invalid("it is of another size");
        }
        checkpoints.put(named, judgement);
    }

    private void range() throws IOException {
        var proof = ProofText.parse(zip.read(Parts.RANGE_PROOF), ProofText.Format.RANGE);
        begin = proof.numbers().get(0);
        end = proof.numbers().get(1);
        size = proof.numbers().get(2);
        var judgement = main();
        if (judgement == null) {
            return;
        }
        var pass = leaves(judgement.checkpoint().head(), proof.hashes());
        events = end - begin;
        compareAll(judgement.checkpoint(), pass::head);
    }

    /** The checkpoint that all stands under; {@code null} where it is missing. */
    private @Nullable Judgement main() throws IOException {
        var judgement = checkpoints.get(size);
        if (judgement == null) {
            findings.missing(Parts.CHECKPOINTS + size);
            return null;
        }
        if (!judgement.isWitnessed()) {
            findings.add(Outcome.UNWITNESSED, "the checkpoint lacks witnesses");
        }
        for (long position : rotations.keySet()) {
            findings.check(
                    Outcome.INVALID,
                    Parts.ROTATIONS + position,
                    () -> new Rotations(zip).requirePlace(position, judgement.checkpoint().head()));
        }
        return judgement;
    }

    private void selection() throws IOException {
        if (zip.has(Parts.LEAVES) || zip.has(Parts.RANGE_PROOF)) {
            throw new Invalid("a bundle is of a range or of a selection");
        }
        var selection = Selection.parse(zip.read(Parts.SELECTION));
        size = selection.size();
        limits.add(
                "Not proven: that no event of %s is missing between these or behind them."
                        .formatted(selection));
        var judgement = main();
        if (judgement == null) {
            return;
        }
        var openings = new HashSet<>(names(Parts.OPENINGS));
        var check =
                new SelectionCheck(
                        zip, findings, (position, record) -> leaf(position, record, openings));
        events = check.check(selection, judgement.checkpoint().head(), names(Parts.RUNS));
        openings.forEach(part -> findings.add(Outcome.INVALID, part + " opens no leaf"));
        compareAll(
                judgement.checkpoint(),
                at -> {
                    throw new Invalid("no leaves reach size " + at);
                });
    }

    private void compareAll(Checkpoint main, LongFunction<TreeHead> reached) throws IOException {
        var comparison = new HeadComparison(zip, findings, main, begin, end, reached);
        for (var other : checkpoints.values()) {
            comparison.compare(other.checkpoint(), Outcome.INVALID);
        }
        for (var known : trust.known()) {
            comparison.compare(Checkpoint.parse(known.text()), Outcome.DIVERGED);
        }
    }

    private LeafPass leaves(TreeHead head, List<Hash> proof) throws IOException {
        var sizes = new HashSet<>(checkpoints.keySet());
        trust.known().forEach(note -> sizes.add(Checkpoint.parse(note.text()).head().size()));
        sizes.removeIf(one -> one < begin || one > end);
        var openings = new HashSet<>(names(Parts.OPENINGS));
        var before = proof.subList(0, Math.min(Long.bitCount(begin), proof.size()));
        try (var in = new DataInputStream(new BufferedInputStream(zip.stream(Parts.LEAVES)))) {
            var pass =
                    new LeafPass(
                            in,
                            begin,
                            before,
                            sizes,
                            (position, record) -> leaf(position, record, openings));
            RangeCheck.range(begin, end, head, pass, proof);
            openings.forEach(part -> findings.add(Outcome.INVALID, part + " opens no leaf"));
            return pass;
        }
    }

    private void leaf(long position, byte[] record, HashSet<String> openings) throws IOException {
        Opening.requirePosition(record, position);
        progress.accept(position - begin);
        var opening = Parts.OPENINGS + position;
        if (openings.remove(opening)) {
            Opening.require(record, position, zip.read(opening));
        }
    }

    private void time(String part) throws IOException {
        if (trust.timeRoots().isEmpty()) {
            return;
        }
        var path = part.substring(Parts.TIMESTAMPS.length());
        var checkpoint = Parts.CHECKPOINTS + path.substring(0, Math.max(0, path.indexOf('/')));
        if (!zip.has(checkpoint)) {
            findings.missing(checkpoint);
            return;
        }
        var check = new TimeStampCheck(trust.timeRoots());
        var answer = zip.read(part);
        var time = check.verify(answer, zip.read(checkpoint));
        long stamped = Decimal.parse(checkpoint.substring(Parts.CHECKPOINTS.length()));
        stampers.requireInForce(TimeStampCheck.certificateOf(answer), stamped);
        times.put(part, time);
    }

    private List<String> names(String folder) {
        var names = new ArrayList<String>();
        zip.digests().keySet().stream().filter(name -> name.startsWith(folder)).forEach(names::add);
        return names;
    }
}
