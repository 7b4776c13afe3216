package dev.lekha.crypto.bundle;

import static dev.lekha.crypto.Signers.LOG;
import static dev.lekha.crypto.Signers.W1;
import static dev.lekha.crypto.Signers.W2;
import static dev.lekha.crypto.Signers.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lekha.crypto.note.Checkpoint;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.tiles.TileCache;
import dev.lekha.crypto.tiles.TileFolder;
import dev.lekha.crypto.tiles.TileReader;
import dev.lekha.crypto.tiles.TiledTree;
import dev.lekha.crypto.tree.Proofs;
import dev.lekha.crypto.tree.TreeHead;
import dev.lekha.crypto.witness.TlogProof;
import dev.lekha.kernel.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two verifiers that share no code, nor even a language, come to the same verdicts. */
class TwoVerifiersTest {
    private static final int TOKENS = Integer.getInteger("lekha.mutations", 400) / 4;
    private static final Map<String, Integer> MOST_LINES =
            Map.of("verify.py", 300, "mldsa.py", 120);
    private static final long SEED = Long.getLong("lekha.seed", 5);
    private static final Evidence OURS = new Evidence("");
    private static final Evidence FORK = new Evidence("'");

    @TempDir Path folder;

    private SecondVerifier second;
    private Path roots;

    @BeforeEach
    void installed() throws Exception {
        assumeTrue(SecondVerifier.isHere(), "python3 or openssl is not installed");
        second = new SecondVerifier(folder);
        roots = MutationsTest.roots(folder);
    }

    @Test
    void they_agree_on_bundles_that_hold_and_on_those_that_do_not_reach() throws Exception {
        var bundles = new ArrayList<Path>();
        for (int begin : new int[] {0, 1, 64, 80, 99, 139}) {
            for (int end : new int[] {90, 100, 128, 140}) {
                if (begin < end) {
                    bundles.add(folder.resolve("b" + bundles.size()));
                    OURS.write(bundles.getLast(), begin, end);
                }
            }
        }
        bundles.add(folder.resolve("unwitnessed"));
        OURS.write(bundles.getLast(), 80, 120, checkpoint(OURS.head(140), LOG, W2));
        agree(bundles, List.of());
        var few = List.of(bundles.get(0), bundles.get(13), bundles.getLast());
        for (int size : new int[] {50, 70, 100, 130, 140, 145}) {
            agree(few, List.of(OURS.witnessed(size)));
            agree(few, List.of(FORK.witnessed(size)));
        }
    }

    @Test
    void a_report_as_json_says_what_the_exit_code_says() throws Exception {
        var bundle = folder.resolve("unwitnessed");
        OURS.write(bundle, 80, 120, checkpoint(OURS.head(140), LOG, W2));
        var run = second.bundle(bundle.toString(), "--json");
        assertThat(run.exitCode()).isEqualTo(10);
        var said = Json.MAPPER.readTree(run.lines().getFirst());
        assertThat(said.path("exitCode").asInt()).isEqualTo(10);
        assertThat(said.path("verdict").asString()).isEqualTo("unwitnessed");
        assertThat(said.path("findings").get(0).asString()).contains("lacks witnesses");
        assertThat(said.path("limits").isArray()).isTrue();
        assertThat(said.path("limits")).isEmpty();
    }

    @Test
    void they_agree_on_tokens_of_which_a_bit_is_turned() throws Exception {
        var genuine = folder.resolve("genuine");
        OURS.write(genuine, 80, 120);
        var mutations = new Mutations(SEED, genuine, List.of());
        var bundles = new ArrayList<Path>();
        for (int i = 0; i < TOKENS; i++) {
            bundles.add(folder.resolve("token-" + i));
            mutations.writeTurnedToken(bundles.getLast());
        }
        agree(bundles, List.of());
    }

    @Test
    void the_second_verifier_can_be_read_at_one_sitting() throws Exception {
        try (var scripts = Files.list(Path.of("../verify-py"))) {
            var seen = new HashSet<String>();
            for (var script : scripts.filter(file -> file.toString().endsWith(".py")).toList()) {
                var name = script.getFileName().toString();
                var all = Files.readAllLines(script);
                assertThat(all).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
                assertThat(all).as(name).hasSizeBetween(1, MOST_LINES.getOrDefault(name, 0));
                seen.add(name);
            }
            assertThat(seen).isEqualTo(MOST_LINES.keySet());
        }
    }

    @Test
    void they_agree_on_a_proof_and_on_tiles() throws Exception {
        var tiles = new TileFolder(folder.resolve("log"));
        var tree = TiledTree.open(tiles, TreeHead.EMPTY);
        for (int i = 0; i < 700; i++) {
            tree.append(record(i));
        }
        var head = tree.publish();
        var note = checkpoint(head, LOG, W1, W2);
        var checkpoint = Files.write(folder.resolve("checkpoint"), note.bytes());
        assertThat(tilesVerdict(checkpoint)).isZero();
        assertThat(proofVerdict(tiles, note, record(600))).isZero();
        assertThat(proofVerdict(tiles, note, record(601))).isEqualTo(40);

        var tile = folder.resolve("log/tile/0/001");
        var bytes = Files.readAllBytes(tile);
        bytes[77] ^= 4;
        Files.write(tile, bytes);
        assertThat(tilesVerdict(checkpoint)).isEqualTo(40);
    }

    private int tilesVerdict(Path checkpoint) throws Exception {
        var log = folder.resolve("log").toString();
        return second.published("tiles", log, checkpoint.toString()).exitCode();
    }

    private int proofVerdict(TileFolder tiles, Note note, byte[] leaf) throws Exception {
        var head = Checkpoint.parse(note.text()).head();
        var path = new Proofs(new TileReader(tiles, head, new TileCache(9))).inclusion(600, 700);
        var record = Files.write(folder.resolve("record"), leaf);
        var proof = Files.write(folder.resolve("proof"), new TlogProof(600, path, note).bytes());
        return second.published("proof", record.toString(), proof.toString()).exitCode();
    }

    private static byte[] record(int i) {
        return ("record " + i).getBytes(StandardCharsets.UTF_8);
    }

    private void agree(List<Path> bundles, List<Note> known) throws Exception {
        var options = new ArrayList<>(List.of("--roots", roots.toString()));
        for (var note : known) {
            options.add("--known");
            options.add(Files.write(folder.resolve("known"), note.bytes()).toString());
        }
        Map<Path, Integer> codes = second.bundles(bundles, options.toArray(String[]::new));
        for (var bundle : bundles) {
            var verdict = BundleCheck.verify(bundle, Evidence.trust(known));
            assertThat(codes.get(bundle))
                    .as("%s: %s", bundle, verdict.findings())
                    .isEqualTo(verdict.outcome().exitCode());
        }
    }
}
