package dev.lekha.crypto.bundle;

import static dev.lekha.crypto.Signers.LOG;
import static dev.lekha.crypto.Signers.W2;
import static dev.lekha.crypto.Signers.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lekha.crypto.bundle.Verdict.Outcome;
import dev.lekha.crypto.note.Note;
import dev.lekha.kernel.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of one node, each proven where it stands, and by two verifiers. */
class SelectionTest {
    private static final Evidence OURS = new Evidence("");
    private static final Evidence FORK = new Evidence("'");
    private static final String PUMP = "node=pump-6";
    private static final String LIMIT = "Not proven: that no event of node=pump-6 is missing";

    @TempDir Path folder;

    private Path bundle(Evidence log, String by, String value, Note main) throws IOException {
        var file = folder.resolve("bundle-" + Files.list(folder).count());
        log.select(file, by, value, main);
        return file;
    }

    private Path pump() throws IOException {
        return bundle(OURS, "tag", PUMP, OURS.witnessed(140));
    }

    private static Verdict verify(Path bundle, Note... known) throws IOException {
        return BundleCheck.verify(bundle, Evidence.trust(List.of(known)));
    }

    private Path changed(Path bundle, String part, byte[] bytes) throws IOException {
        var files = Unpacked.of(bundle);
        files.files().put(part, bytes);
        return packed(files);
    }

    private Path packed(Unpacked files) throws IOException {
        var file = folder.resolve("changed-" + Files.list(folder).count());
        files.withNewManifest().pack(file);
        return file;
    }

    @Test
    @Requirement("4.23")
    void the_events_of_a_node_are_proven_and_what_is_not_proven_is_said() throws Exception {
        var verdict = verify(pump(), OURS.witnessed(100), OURS.witnessed(50));
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Outcome.WITNESSED);
        assertThat(verdict.events()).isEqualTo(20);
        assertThat(verdict.limits()).singleElement().asString().startsWith(LIMIT);
    }

    @Test
    void an_event_is_selected_by_its_id_too() throws Exception {
        var verdict = verify(bundle(OURS, "id", "id-17", OURS.witnessed(140)));
        assertThat(verdict.outcome()).isEqualTo(Outcome.WITNESSED);
        assertThat(verdict.events()).isEqualTo(1);
    }

    @Test
    void an_event_of_another_node_is_no_part_of_it() throws Exception {
        var text = "lekha.dev/selection@v1\nsize 140\ntag node=pump-5\n";
        var verdict = verify(changed(pump(), "selection", text.getBytes(StandardCharsets.UTF_8)));
        assertThat(verdict.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(verdict.findings().toString()).contains("position 6 is not of node=pump-5");
    }

    @Test
    void a_run_that_is_left_out_is_seen_by_nobody_and_hence_is_said() throws Exception {
        var files = Unpacked.of(pump());
        files.files().remove("runs/12");
        files.files().remove("runs/12.proof");
        var verdict = verify(packed(files));
        assertThat(verdict.outcome()).isEqualTo(Outcome.WITNESSED);
        assertThat(verdict.limits().toString()).contains(LIMIT);
    }

    @Test
    void another_history_diverges_from_what_the_auditor_holds() throws Exception {
        var fork = bundle(FORK, "tag", PUMP, FORK.witnessed(140));
        assertThat(verify(fork, OURS.witnessed(100)).outcome()).isEqualTo(Outcome.DIVERGED);
        assertThat(verify(fork, OURS.witnessed(77)).outcome()).isEqualTo(Outcome.INCOMPLETE);
    }

    @Test
    void two_verifiers_agree_on_selections_and_on_what_is_made_of_them() throws Exception {
        assumeTrue(SecondVerifier.isHere(), "python3 or openssl is not installed");
        var genuine = pump();
        var bundles = new ArrayList<Path>(List.of(genuine));
        bundles.add(bundle(OURS, "id", "id-17", OURS.witnessed(140)));
        bundles.add(bundle(OURS, "tag", PUMP, checkpoint(OURS.head(140), LOG, W2)));
        var fork = Unpacked.of(bundle(FORK, "tag", PUMP, FORK.witnessed(140)));
        var random = new Random(7);
        for (int i = 0; i < 150; i++) {
            bundles.add(mutated(Unpacked.of(genuine), fork, random));
        }
        var codes = new SecondVerifier(folder).bundles(bundles);
        var seen = new TreeSet<Integer>();
        for (var bundle : bundles) {
            var verdict = BundleCheck.verify(bundle, withoutTimes());
            assertThat(codes.get(bundle))
                    .as("%s: %s", bundle, verdict.findings())
                    .isEqualTo(verdict.outcome().exitCode());
            seen.add(verdict.outcome().exitCode());
        }
        assertThat(seen).contains(0, 10, 20, 40);
    }

    private static Trust withoutTimes() {
        return new Trust(Evidence.trust(List.of()).policy(), List.of(), List.of());
    }

    /** A part changed, left out, or taken from another part or another history. */
    private Path mutated(Unpacked files, Unpacked fork, Random random) throws IOException {
        var names =
                files.files().keySet().stream()
                        .filter(name -> !name.equals(FileManifest.NAME))
                        .toList();
        var name = names.get(random.nextInt(names.size()));
        var other = names.get(random.nextInt(names.size()));
        var bytes = files.files().get(name);
        switch (random.nextInt(5)) {
            case 0 -> files.files().remove(name);
            case 1 -> files.files().put(name, files.files().get(other));
            case 2 -> files.files().put(name, fork.files().get(name));
            case 3 -> files.files().put(name, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            default -> {
                var turned = bytes.clone();
                turned[random.nextInt(turned.length)] ^= (byte) (1 << random.nextInt(8));
                files.files().put(name, turned);
            }
        }
        return packed(files);
    }
}
