package dev.lekha.store.segment;

import static dev.lekha.store.tck.Appends.append;
import static dev.lekha.store.tck.Appends.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A byte that changes in any file of a log is found and named, or changes nothing that is read.
 * Some flips in the suite; {@code -Dlekha.flips=10000 -Dtest=FlipTest} is the named run.
 */
class FlipTest {
    private static final int FLIPS = Integer.getInteger("lekha.flips", 200);
    private static final int TAGS = 4;

    private final long seed = Seeds.next();
    private final Random random = new Random(seed);
    private Path original;
    private Path copy;
    private List<String> bodies;
    private final Map<String, List<String>> tagged = new TreeMap<>();

    /**
     * @param file in the copy
     * @param durable whether the byte belongs to what was made durable
     */
    private record Flip(Path file, long at, int bit, boolean durable) {
        void make() throws IOException {
            var bytes = Files.readAllBytes(file);
            bytes[(int) at] ^= (byte) (1 << bit);
            Files.write(file, bytes);
        }
    }

    /** As a kill leaves it: segments, some of their indexes merged, and the last not sealed. */
    @BeforeEach
    void fill(@TempDir(factory = QuickFolder.class) Path parent) {
        original = parent.resolve("original");
        copy = parent.resolve("copy");
        try (var log = SmallSegments.log(parent.resolve("open"))) {
            int i = 0;
            while (log.segments().layout().segments().size() < 14) {
                var tags = new String[] {"node=" + i % TAGS, "kind=" + i % 3};
                append(log, event(i + "x".repeat(random.nextInt(400)), tags), event(i + "y", tags));
                i++;
            }
            await().until(() -> isAtRest(log.segments().layout()));
            Folders.copy(parent.resolve("open"), original);
            bodies = Reads.bodies(log);
            for (int tag = 0; tag < TAGS; tag++) {
                tagged.put("node=" + tag, Reads.tagged(log, "node=" + tag));
                tagged.put("kind=" + tag, Reads.tagged(log, "kind=" + tag));
            }
        }
    }

    /** One merged, the others but the last sealed. */
    private static boolean isAtRest(Layout layout) {
        var parts = layout.parts();
        return parts.getFirst() instanceof Sidecar first
                && first.shape().level() == 1
                && parts.stream().filter(Sidecar.class::isInstance).count() == parts.size() - 1;
    }

    @Test
    void a_flipped_byte_is_found_and_named_or_harmless() throws IOException {
        flipAll(FLIPS);
    }

    @Test
    void a_flipped_byte_is_found_and_named_while_the_index_is_made_anew() throws IOException {
        for (var sidecar : new Names(original).sidecars()) {
            Files.delete(sidecar);
        }
        flipAll(FLIPS / 4);
    }

    private void flipAll(int flips) throws IOException {
        for (int i = 0; i < flips; i++) {
            Folders.copy(original, copy);
            var flip = next();
            flip.make();
            try {
                requireNamedOrHarmless(flip);
            } catch (RuntimeException | AssertionError failed) {
                throw new AssertionError("flip %d, seed %d: %s".formatted(i, seed, flip), failed);
            }
        }
    }

    /** Files by turns, so that the small ones are not forgotten. */
    private Flip next() throws IOException {
        var files = Folders.files(copy);
        var file = files.get(random.nextInt(files.size()));
        var last = new Names(copy).segments().getLast();
        long end = TailMark.read(new Names(copy).tail()).orElseThrow().offset();
        long size = Files.size(file);
        long at = random.nextInt((int) size);
        boolean segment = file.toString().endsWith(Segment.SUFFIX);
        return new Flip(file, at, random.nextInt(8), segment && (!file.equals(last) || at < end));
    }

    private void requireNamedOrHarmless(Flip flip) throws IOException {
        if (flip.durable()) {
            assertThat(named(() -> wholeBodies(copy))).as("found frame by frame").isTrue();
        }
        boolean found = false;
        try (var log = SmallSegments.log(copy)) {
            found |= differsOrNames(bodies, () -> Reads.bodies(log));
            for (var one : tagged.entrySet()) {
                found |= differsOrNames(one.getValue(), () -> Reads.tagged(log, one.getKey()));
            }
        } catch (LogDamaged refused) {
            assertThat(refused).hasMessageContaining(copy.toString());
            return;
        }
        if (!found) {
            try (var reopened = SmallSegments.log(copy)) {
                assertThat(Reads.bodies(reopened)).isEqualTo(bodies);
            }
        }
    }

    /** Whether it is named; what is neither named nor the same must not be. */
    private static boolean differsOrNames(List<String> same, Supplier<List<String>> read) {
        return named(() -> {
            assertThat(read.get()).isEqualTo(same);
            return same;
        });
    }

    private static boolean named(Supplier<?> read) {
        try {
            var _ = read.get();
            return false;
        } catch (CorruptEvent named) {
            assertThat(named.position()).isPositive();
            return true;
        } catch (LogDamaged named) {
            return true;
        }
    }

    private static List<String> wholeBodies(Path folder) {
        try {
            var all = new ArrayList<String>();
            for (var leaf : WholeLog.read(folder).leaves()) {
                all.add(Reads.body(leaf.stored()));
            }
            return all;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
