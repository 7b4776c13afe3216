package dev.lekha.crypto.bundle;

import static dev.lekha.crypto.Signers.LOG;
import static dev.lekha.crypto.Signers.W1;
import static dev.lekha.crypto.Signers.W2;
import static dev.lekha.crypto.Signers.checkpoint;
import static dev.lekha.crypto.bundle.SecondVerifier.comparable;
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
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two verifiers that share no code, nor even a language, come to the same verdicts. */
class TwoVerifiersTest {
    /** More of them: {@code -Dlekha.mutations=100000}. */
    private static final int MUTATIONS = Integer.getInteger("lekha.mutations", 400);

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
        var pem = new StringWriter();
        try (var writer = new JcaPEMWriter(pem)) {
            writer.writeObject(Evidence.TIME.chain().getLast());
        }
        roots = Files.writeString(folder.resolve("roots.pem"), pem.toString());
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
    void they_agree_on_every_mutation_and_take_none_that_says_another_thing() throws Exception {
        var genuine = genuine();
        var mutations = new Mutations(SEED, genuine.getFirst(), genuine.subList(1, 4));
        var said = new ArrayList<String>();
        for (var bundle : genuine.subList(0, 3)) {
            said.add(says(Unpacked.of(bundle)));
        }
        var seen = new HashMap<Integer, Integer>();
        var trust = comparable(Evidence.trust(List.of()));
        try (var asked = second.session("--roots", roots.toString())) {
            for (int i = 0; i < MUTATIONS; i++) {
                var file = folder.resolve("mutation");
                var what = mutations.write(file);
                asked.ask(file);
                int code = BundleCheck.verify(file, trust).outcome().exitCode();
                assertThat(asked.answer()).as("seed %d, %d: %s", SEED, i, what).isEqualTo(code);
                seen.merge(code, 1, Integer::sum);
                if (code <= 10) {
                    assertThat(said).as(what).contains(says(Unpacked.of(file)));
                }
            }
        }
        assertThat(seen).as("%s", seen).containsKeys(0, 20, 40);
        assertThat(seen.get(40)).isGreaterThan(MUTATIONS / 2);
    }

    @Test
    void they_agree_on_tokens_of_which_a_bit_is_turned() throws Exception {
        var genuine = genuine();
        var mutations = new Mutations(SEED, genuine.getFirst(), List.of());
        var bundles = new ArrayList<Path>();
        for (int i = 0; i < MUTATIONS / 4; i++) {
            bundles.add(folder.resolve("token-" + i));
            mutations.writeTurnedToken(bundles.getLast());
        }
        agree(bundles, List.of());
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
        return second.run("tiles", log, checkpoint.toString()).exitCode();
    }

    private int proofVerdict(TileFolder tiles, Note note, byte[] leaf) throws Exception {
        var head = Checkpoint.parse(note.text()).head();
        var path = new Proofs(new TileReader(tiles, head, new TileCache(9))).inclusion(600, 700);
        var record = Files.write(folder.resolve("record"), leaf);
        var proof = Files.write(folder.resolve("proof"), new TlogProof(600, path, note).bytes());
        return second.run("proof", record.toString(), proof.toString()).exitCode();
    }

    private static byte[] record(int i) {
        return ("record " + i).getBytes(StandardCharsets.UTF_8);
    }

    /** Two of our log's under other ranges, one with fewer witnesses, one of a fork. */
    private List<Path> genuine() throws IOException {
        var bundles = new ArrayList<Path>();
        for (int i = 0; i < 4; i++) {
            bundles.add(folder.resolve("genuine-" + i));
        }
        OURS.write(bundles.get(0), 80, 120);
        OURS.write(bundles.get(1), 70, 110);
        OURS.write(bundles.get(2), 80, 120, checkpoint(OURS.head(140), LOG, W1));
        FORK.write(bundles.get(3), 80, 120);
        return bundles;
    }

    /** Which leaves stand where in which tree. */
    private static String says(Unpacked bundle) {
        var files = bundle.files();
        var parts = new ArrayList<String>();
        for (var name : List.of(Parts.LEAVES, Parts.RANGE_PROOF)) {
            parts.add(Arrays.toString(files.get(name)));
        }
        var main = Note.parse(files.get(Parts.CHECKPOINTS + "140"));
        return parts + main.text();
    }

    private void agree(List<Path> bundles, List<Note> known) throws Exception {
        var options = new ArrayList<>(List.of("--roots", roots.toString()));
        for (var note : known) {
            options.add("--known");
            options.add(Files.write(folder.resolve("known"), note.bytes()).toString());
        }
        Map<Path, Integer> codes = second.bundles(bundles, options.toArray(String[]::new));
        for (var bundle : bundles) {
            var verdict = BundleCheck.verify(bundle, comparable(Evidence.trust(known)));
            assertThat(codes.get(bundle))
                    .as("%s: %s", bundle, verdict.findings())
                    .isEqualTo(verdict.outcome().exitCode());
        }
    }
}
