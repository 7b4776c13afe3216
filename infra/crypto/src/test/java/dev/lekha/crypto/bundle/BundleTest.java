package dev.lekha.crypto.bundle;

import static dev.lekha.crypto.Signers.LOG;
import static dev.lekha.crypto.Signers.W1;
import static dev.lekha.crypto.Signers.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.crypto.bundle.Verdict.Outcome;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.TreeHead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
    private static final Evidence LOG_OF_OURS = new Evidence("");
    private static final Evidence FORK = new Evidence("'");

    @TempDir Path folder;

    @Test
    void a_bundle_that_holds_is_witnessed_and_tells_the_proven_time() throws IOException {
        var verdict = verify(bundle(80, 120));

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Outcome.WITNESSED);
        assertThat(verdict.begin()).isEqualTo(80);
        assertThat(verdict.end()).isEqualTo(120);
        assertThat(verdict.size()).isEqualTo(140);
        assertThat(verdict.times()).containsOnlyKeys("timestamps/140/own.tsr");
    }

    @Test
    void a_bundle_of_the_whole_log_or_of_one_leaf_holds_too() throws IOException {
        assertThat(verify(bundle(0, 140)).outcome()).isEqualTo(Outcome.WITNESSED);
        Files.delete(folder.resolve("bundle.zip"));
        assertThat(verify(bundle(139, 140)).outcome()).isEqualTo(Outcome.WITNESSED);
    }

    @Test
    void without_enough_witnesses_it_is_unwitnessed() throws IOException {
        var file = folder.resolve("bundle.zip");
        LOG_OF_OURS.write(file, 80, 120, checkpoint(LOG_OF_OURS.head(140), LOG, W1));

        assertThat(verify(file).outcome()).isEqualTo(Outcome.UNWITNESSED);
    }

    @Test
    void what_is_missing_is_named() throws IOException {
        var good = Unpacked.of(bundle(80, 120));
        for (var name : good.files().keySet()) {
            var less = good.copy();
            less.files().remove(name);
            less.pack(folder.resolve("less.zip"));
            var verdict = verify(folder.resolve("less.zip"));
            assertThat(verdict.outcome()).as(name).isEqualTo(Outcome.INCOMPLETE);
            assertThat(verdict.findings()).as(name).anyMatch(finding -> finding.contains(name));
        }
    }

    @Test
    void it_agrees_with_every_checkpoint_that_the_auditor_holds() throws IOException {
        var file = bundle(80, 120);
        for (int size : new int[] {50, 80, 81, 100, 117, 120, 140}) {
            assertThat(verify(file, LOG_OF_OURS.witnessed(size)).outcome())
                    .as("%d", size)
                    .isEqualTo(Outcome.WITNESSED);
        }
        for (int size : new int[] {60, 79, 121, 141}) {
            assertThat(verify(file, LOG_OF_OURS.witnessed(size)).outcome())
                    .as("%d", size)
                    .isEqualTo(Outcome.INCOMPLETE);
        }
    }

    @Test
    void another_history_than_the_auditor_holds_is_seen() throws IOException {
        var file = bundle(80, 120);
        for (int size : new int[] {80, 100, 117, 140}) {
            assertThat(verify(file, FORK.witnessed(size)).outcome())
                    .as("%d", size)
                    .isEqualTo(Outcome.DIVERGED);
        }
        var other = checkpoint(new TreeHead(50, Hash.EMPTY), LOG);
        assertThat(verify(file, other).outcome()).isEqualTo(Outcome.DIVERGED);
    }

    @Test
    void a_log_that_signed_two_histories_is_convicted() throws IOException {
        var twoFaced = Unpacked.of(bundle(80, 120));
        twoFaced.files().put("checkpoints/100", FORK.witnessed(100).bytes());
        twoFaced.withNewManifest().pack(folder.resolve("two.zip"));

        assertThat(verify(folder.resolve("two.zip")).outcome()).isEqualTo(Outcome.INVALID);
    }

    @Test
    void a_body_that_its_leaf_does_not_commit_to_is_refused() throws IOException {
        for (var position : List.of(Evidence.SALTED, Evidence.BESIDE, 91, 7)) {
            var changed = Unpacked.of(bundle(80, 120));
            var other = "another body".repeat(4).getBytes(StandardCharsets.UTF_8);
            changed.files().put("openings/" + position, other);
            var file = folder.resolve("changed.zip");
            changed.withNewManifest().pack(file);
            assertThat(verify(file).outcome()).isEqualTo(Outcome.INVALID);
            Files.delete(folder.resolve("bundle.zip"));
        }
    }

    @Test
    void what_is_no_bundle_is_invalid() throws IOException {
        var file = folder.resolve("nonsense.zip");
        for (var content : List.of("", "nonsense", "PK\3\4")) {
            Files.writeString(file, content);
            assertThat(verify(file).outcome()).isEqualTo(Outcome.INVALID);
        }
    }

    @Test
    void other_tools_can_read_the_manifest() throws Exception {
        var files = Unpacked.of(bundle(80, 120)).files();
        for (var entry : files.entrySet()) {
            var file = folder.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
        var check =
                new ProcessBuilder("sha256sum", "-c", "--strict", "--quiet", "manifest")
                        .directory(folder.toFile())
                        .start();
        assertThat(check.waitFor()).isZero();
    }

    private Path bundle(int begin, int end) throws IOException {
        var file = folder.resolve("bundle.zip");
        LOG_OF_OURS.write(file, begin, end);
        return file;
    }

    private static Verdict verify(Path file, Note... known) throws IOException {
        return BundleCheck.verify(file, Evidence.trust(List.of(known)));
    }
}
