package dev.lekha.app.audit;

import static dev.lekha.app.audit.PublishedFolder.W1;
import static dev.lekha.app.audit.PublishedFolder.W2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lekha.app.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys change by the word of a root, and an auditor with the first policy follows. */
class KeysCommandTest {
    @TempDir Path mine;
    private PublishedFolder folder;
    private Path policy;
    private Path root;
    private Path rootKey;
    private Path request;

    @BeforeEach
    void a_root_is_declared() throws IOException {
        folder = PublishedFolder.in(mine.resolve("data"), 8);
        folder.publish(W1, W2);
        policy = Files.copy(folder.policy(), mine.resolve("first.policy"));
        root = mine.resolve("root.pem");
        var made = done("keys", "root", "--out", root);
        rootKey = Files.writeString(mine.resolve("root.vkey"), made);
        done("keys", "introduce", "--data", folder.data(), "--root", made.strip());
        request = mine.resolve("request");
    }

    private static String done(Object... arguments) {
        var ran = Ran.lekha(arguments);
        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        return ran.out();
    }

    private Ran rotate(String step) {
        return Ran.lekha(
                "keys",
                "rotate",
                step,
                "--role",
                "log",
                "--request",
                request,
                "--data",
                folder.data());
    }

    @Test
    void a_bundle_across_a_rotation_is_believed_by_who_has_the_first_policy_and_the_root()
            throws IOException {
        var before = folder.logKeys().getFirst().key();
        assertThat(rotate("--prepare").code()).isZero();
        assertThat(done("keys", "sign-rotation", request, "--root", root))
                .contains("number 2", "signed by the root");
        var applied = rotate("--apply");
        assertThat(applied.code()).as(applied.out() + applied.err()).isZero();
        assertThat(folder.logKeys().getFirst().key()).isNotEqualTo(before);
        assertThat(done("keys", "list", "--data", folder.data()))
                .contains("log was rotated at position 11");

        folder.register("later", 3);
        folder.publish(W1, W2);
        var zip = mine.resolve("x.zip");
        done("audit", "export", "--data", folder.data(), "--out", zip, "--from", 2);
        done("audit", "verify", zip, "--policy", policy, "--key-root", rootKey);
        done("audit", "verify", zip, "--policy", folder.policy(), "--key-root", rootKey);
        assertThat(Ran.lekha("audit", "verify", zip, "--policy", policy).code()).isEqualTo(40);
    }

    @Test
    void without_the_word_of_the_root_nothing_changes() throws IOException {
        var before = folder.logKeys().getFirst().key();
        rotate("--prepare");
        var ran = rotate("--apply");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("has not signed the statement");

        var other = mine.resolve("other.pem");
        done("keys", "root", "--out", other);
        assertThat(Ran.lekha("keys", "sign-rotation", request, "--root", other).code())
                .isEqualTo(1);
        assertThat(folder.logKeys().getFirst().key()).isEqualTo(before);
        assertThat(done("keys", "list", "--data", folder.data())).doesNotContain("rotated");
    }
}
