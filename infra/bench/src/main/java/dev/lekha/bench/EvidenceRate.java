package dev.lekha.bench;

import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.KnownKeys;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.SignatureType;
import dev.lekha.crypto.note.SignerKey;
import dev.lekha.crypto.tree.Frontier;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.TreeHead;
import dev.lekha.kernel.Sha2;
import dev.lekha.kernel.cose.SignatureAlgorithm;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast one core makes roots anew and verifies signatures, and what publishing costs. */
@Command(
        name = "evidence",
        description = "Roots made anew, signatures verified, and what publishing costs.")
final class EvidenceRate implements Callable<Integer> {
    private static final int LEAVES = 4_096;
    private static final int NODE_BYTES = 2 * Hash.BYTES + 1;
    private static final String FROM_RECORDS = "root out of records: leaves/s";
    private static final String FROM_HASHES = "root out of leaf hashes: leaves/s";
    private static final String BARE = "bare SHA-256 over the same bytes: leaves/s";

    @Mixin private final Rounds rounds = new Rounds();

    @Option(
            names = "--body",
            defaultValue = "200",
            description = "Bytes of a record (default: ${DEFAULT-VALUE}).")
    private int body = 200;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the command line before it calls
    private CommandSpec spec;

    private final Samples samples = new Samples();

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        var records = IntStream.range(0, LEAVES).mapToObj(i -> new byte[body]).toList();
        var hashes = records.stream().map(Hash::leaf).toList();
        round(records, hashes, rounds.warmUp().dividedBy(5), new Samples());
        for (int i = 0; i < rounds.count(); i++) {
            round(records, hashes, rounds.each(), samples);
        }
        new PublishingCost(samples, rounds).run();
        print();
        return 0;
    }

    private void round(List<byte[]> records, List<Hash> hashes, Duration each, Samples into) {
        into.add(BARE, LEAVES * rate(each, () -> bare(records)));
        into.add(FROM_RECORDS, LEAVES * rate(each, () -> root(records)));
        into.add(FROM_HASHES, LEAVES * rate(each, () -> hashes.forEach(new Frontier()::append)));
        for (var type : SignatureType.values()) {
            var signer = SignerKey.ofSeed("log", type, new byte[32]);
            var text = new Checkpoint("log", new TreeHead(1, Hash.EMPTY)).text();
            var note = new Note(text, List.of(signer.sign(text, Instant.EPOCH)));
            var known = new KnownKeys(List.of(signer.key()));
            into.add("verified/s: " + type, rate(each, () -> known.verify(note)));
        }
        for (var algorithm : SignatureAlgorithm.values()) {
            var device = new SigningDevice(algorithm);
            var evidence = device.evidence();
            into.add(
                    "evidence of origin, read and verified/s: " + algorithm,
                    rate(each, () -> device.verify(evidence)));
        }
    }

    private static void root(List<byte[]> records) {
        var frontier = new Frontier();
        records.forEach(record -> frontier.append(Hash.leaf(record)));
        frontier.head();
    }

    /** What no tree can do without: a leaf hash and a node for each record, of one digest. */
    private static void bare(List<byte[]> records) {
        var digest = Sha2.SHA_256.begin();
        var node = new byte[NODE_BYTES];
        for (var record : records) {
            digest.update((byte) 0);
            digest.update(record);
            System.arraycopy(digest.digest(), 0, node, 1, Hash.BYTES);
            digest.update(node);
            digest.digest();
        }
    }

    /** Runs a second of the core's time, so that whatever else runs here does not count. */
    private static double rate(Duration each, Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        long began = threads.getCurrentThreadCpuTime();
        long runs = 0;
        long spent;
        do {
            work.run();
            runs++;
            spent = threads.getCurrentThreadCpuTime() - began;
        } while (spent < each.toNanos());
        return runs * 1e9 / spent;
    }

    private void print() {
        Map<String, Object> ratios =
                Map.of(
                        "root out of records to bare SHA-256",
                        Samples.short4(samples.median(FROM_RECORDS) / samples.median(BARE)),
                        "root out of records to the goal of 1500000 (at least 1)",
                        Samples.short4(samples.median(FROM_RECORDS) / 1.5e6),
                        "commands/s published to not published (at least 0.95)",
                        Samples.short4(
                                samples.median(PublishingCost.ON)
                                        / samples.median(PublishingCost.OFF)));
        new Finding("evidence", samples.medians(), ratios, BARE).print(spec.commandLine().getOut());
    }
}
