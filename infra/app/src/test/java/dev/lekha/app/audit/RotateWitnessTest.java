package dev.lekha.app.audit;

import static dev.lekha.app.audit.PublishedFolder.W1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.app.Ran;
import dev.lekha.crypto.key.KeyFolder;
import dev.lekha.crypto.note.SignerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A witness gets other keys by the word of its root, and policies follow its statement. */
class RotateWitnessTest {
    private static final String NAME = "watcher.example/w";

    @TempDir Path mine;
    private Path witness;
    private Path root;
    private String rootKey;
    private Path request;

    @BeforeEach
    void a_witness_with_keys_and_a_root() throws IOException {
        witness = mine.resolve("witness");
        Files.createDirectories(witness.resolve("keys"));
        cosigner();
        root = mine.resolve("root.pem");
        rootKey = Ran.lekha("keys", "root", "--out", root).out().strip();
        request = mine.resolve("request");
    }

    private SignerKey cosigner() {
        return new KeyFolder(witness.resolve("keys")).witness(NAME).getFirst();
    }

    private Ran rotate(String step) {
        return Ran.lekha(
                "keys",
                "rotate-witness",
                step,
                "--request",
                request,
                "--data",
                witness,
                "--name",
                NAME,
                "--root",
                rootKey);
    }

    private void signedBy(Path key) {
        var ran = Ran.lekha("keys", "sign-rotation", request, "--root", key);
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    private String applied() {
        assertThat(rotate("--prepare").err()).isEmpty();
        signedBy(root);
        var ran = rotate("--apply");
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran.out();
    }

    @Test
    void a_policy_that_follows_the_statement_believes_checkpoints_from_before_and_after()
            throws Exception {
        var folder = PublishedFolder.in(mine.resolve("data"), 8);
        var before = cosigner();
        folder.publish(W1, before);
        var told = applied();
        var after = cosigner();
        assertThat(told).contains("until now " + before.key(), "from now " + after.key());
        var statement = witness.resolve("rotations/witness/2");
        assertThat(Ran.lekha("keys", "check", statement, "--root", rootKey).out())
                .contains("role witness", "signed by all who must");

        var old = exported(folder, "old.zip");
        folder.register("later", 3);
        folder.publish(W1, after);
        var now = exported(folder, "now.zip");
        var both = policy(folder, before, after);
        assertThat(verdict(old, both)).isZero();
        assertThat(verdict(now, both)).isZero();
        assertThat(verdict(old, policy(folder, after))).isEqualTo(10);
        assertThat(verdict(now, policy(folder, before))).isEqualTo(10);
    }

    private Path exported(PublishedFolder folder, String name) {
        var zip = mine.resolve(name);
        var ran = Ran.lekha("audit", "export", "--data", folder.data(), "--out", zip);
        assertThat(ran.code()).as(ran.err()).isZero();
        return zip;
    }

    private Path policy(PublishedFolder folder, SignerKey... cosigners) throws IOException {
        var keys = folder.logKeys();
        var text = new StringBuilder();
        keys.forEach(key -> text.append("log ").append(key.key()).append('\n'));
        var names = new StringBuilder();
        for (int i = 0; i < cosigners.length; i++) {
            text.append("witness w%d %s%n".formatted(i, cosigners[i].key()));
            names.append(" w").append(i);
        }
        text.append("group w any").append(names).append("\nquorum w\n");
        return Files.writeString(mine.resolve("policy"), text);
    }

    /** Of both verifiers, which agree. */
    private static int verdict(Path zip, Path policy) throws Exception {
        var first = Ran.lekha("audit", "verify", zip, "--policy", policy);
        assertThat(SecondLook.at(zip, policy)).as(first.out()).isEqualTo(first.code());
        return first.code();
    }

    @Test
    void without_the_word_of_its_root_a_witness_keeps_its_keys() {
        var before = cosigner().key();
        rotate("--prepare");
        assertThat(rotate("--apply").err()).contains("has not signed the statement");
        var other = mine.resolve("other.pem");
        Ran.lekha("keys", "root", "--out", other);
        assertThat(Ran.lekha("keys", "sign-rotation", request, "--root", other).code())
                .isEqualTo(1);
        assertThat(cosigner().key()).isEqualTo(before);
    }

    @Test
    void an_older_statement_applied_again_is_refused() throws IOException {
        applied();
        var first = Files.move(request, mine.resolve("first"));
        applied();
        var now = cosigner().key();
        Files.move(first, request, StandardCopyOption.REPLACE_EXISTING);
        assertThat(rotate("--apply").err()).contains("not for the keys of this folder");
        assertThat(cosigner().key()).isEqualTo(now);
    }
}
