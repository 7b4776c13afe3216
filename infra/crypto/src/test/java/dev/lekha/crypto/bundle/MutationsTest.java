package dev.lekha.crypto.bundle;

import static dev.lekha.crypto.Signers.LOG;
import static dev.lekha.crypto.Signers.W1;
import static dev.lekha.crypto.Signers.checkpoint;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lekha.crypto.note.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changes bundles by chance, as many as are asked for: {@code -Dlekha.mutations=1000000}. A change
 * of what a bundle says is never taken, and both verifiers say the same of each.
 */
class MutationsTest {
    private static final int MUTATIONS = Integer.getInteger("lekha.mutations", 400);
    private static final long SEED = Long.getLong("lekha.seed", 5);

    /** Without the second verifier, which takes most of the time. */
    private static final boolean ALONE = Boolean.getBoolean("lekha.mutations.alone");

    private static final Path KEPT = Path.of("target");
    private static final int WORKERS = Runtime.getRuntime().availableProcessors();
    private static final Evidence OURS = new Evidence("");
    private static final Evidence FORK = new Evidence("'");
    private static final Trust TRUST = Evidence.trust(List.of());

    @TempDir Path folder;

    private List<Path> genuine = List.of();
    private List<String> said = List.of();

    @BeforeEach
    void written() throws IOException {
        genuine = List.of(file("range"), file("other-range"), file("one-witness"), file("fork"));
        OURS.write(genuine.get(0), 80, 120);
        OURS.write(genuine.get(1), 70, 110);
        OURS.write(genuine.get(2), 80, 120, checkpoint(OURS.head(140), LOG, W1));
        FORK.write(genuine.get(3), 80, 120);
        said = new ArrayList<>();
        for (var bundle : genuine.subList(0, 3)) {
            said.add(says(Unpacked.of(bundle)));
        }
    }

    @Test
    void no_mutation_is_taken_that_says_another_thing_and_the_verifiers_agree_on_each()
            throws Exception {
        assumeTrue(ALONE || SecondVerifier.isHere(), "python3 or openssl is not installed");
        var seen = new HashMap<Integer, Integer>();
        var works = new ArrayList<Callable<Map<Integer, Integer>>>();
        for (int worker = 0; worker < WORKERS; worker++) {
            long seed = SEED + worker;
            works.add(() -> work(seed, MUTATIONS / WORKERS));
        }
        try (var threads = Executors.newFixedThreadPool(WORKERS)) {
            for (var done : threads.invokeAll(works)) {
                done.get().forEach((code, count) -> seen.merge(code, count, Integer::sum));
            }
        }
        System.out.printf("verdicts on %d mutations from seed %d: %s%n", MUTATIONS, SEED, seen);
        assertThat(seen).containsKeys(0, 20, 40);
        assertThat(seen.get(40)).isGreaterThan(MUTATIONS / 2);
    }

    private Map<Integer, Integer> work(long seed, int count) throws Exception {
        var own = Files.createDirectories(file("worker-" + seed));
        var mutations = new Mutations(seed, genuine.getFirst(), genuine.subList(1, 4));
        var mutated = own.resolve("bundle");
        var seen = new HashMap<Integer, Integer>();
        if (ALONE) {
            for (int i = 0; i < count; i++) {
                var what = "seed %d, %d: %s".formatted(seed, i, mutations.write(mutated));
                seen.merge(verdict(mutated, what), 1, Integer::sum);
            }
            return seen;
        }
        try (var second = new SecondVerifier(own).session("--roots", roots(own).toString())) {
            for (int i = 0; i < count; i++) {
                var what = "seed %d, %d: %s".formatted(seed, i, mutations.write(mutated));
                second.ask(mutated);
                int code = verdict(mutated, what);
                agreed(second.answer(), code, mutated, what);
                seen.merge(code, 1, Integer::sum);
            }
        }
        return seen;
    }

    /** A bundle of which they say two things stays, for who looks into it. */
    private void agreed(int second, int first, Path bundle, String what) throws IOException {
        if (second != first) {
            Files.copy(bundle, KEPT.resolve("disagreed.zip"), REPLACE_EXISTING);
            Files.copy(genuine.getFirst(), KEPT.resolve("genuine.zip"), REPLACE_EXISTING);
        }
        assertThat(second).as("%s; see target/disagreed.zip", what).isEqualTo(first);
    }

    private int verdict(Path bundle, String what) throws IOException {
        int code = BundleCheck.verify(bundle, TRUST).outcome().exitCode();
        if (code <= 10) {
            assertThat(said).as(what).contains(says(Unpacked.of(bundle)));
        }
        return code;
    }

    /** Which leaves stand where in which tree. */
    private static String says(Unpacked bundle) {
        var files = bundle.files();
        var parts = new ArrayList<String>();
        for (var name : List.of(Parts.LEAVES, Parts.RANGE_PROOF)) {
            parts.add(Arrays.toString(files.get(name)));
        }
        return parts + Note.parse(files.get(Parts.CHECKPOINTS + "140")).text();
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    static Path roots(Path folder) throws IOException {
        var file = folder.resolve("roots.pem");
        try (var writer = new JcaPEMWriter(Files.newBufferedWriter(file))) {
            writer.writeObject(Evidence.TIME.chain().getLast());
        }
        return file;
    }
}
