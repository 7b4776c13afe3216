package dev.lekha.app.audit;

import static dev.lekha.app.audit.PublishedFolder.W1;
import static dev.lekha.app.audit.PublishedFolder.W2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.app.Ran;
import dev.lekha.app.evidence.ConfiguredKeys;
import dev.lekha.crypto.key.KeyFolder;
import dev.lekha.crypto.key.KeyUnusable;
import dev.lekha.store.embedded.EmbeddedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
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
        return rotate(step, "log");
    }

    private Ran rotate(String step, String role, Object... more) {
        var words = new ArrayList<Object>(List.of("keys", "rotate", step, "--role", role));
        words.addAll(List.of("--request", request, "--data", folder.data()));
        words.addAll(List.of(more));
        return Ran.lekha(words.toArray());
    }

    private void rotated(String role, Object... more) {
        var prepared = rotate("--prepare", role, more);
        assertThat(prepared.code()).as(prepared.err()).isZero();
        done("keys", "sign-rotation", request, "--root", root);
        var applied = rotate("--apply", role, more);
        assertThat(applied.code()).as(applied.out() + applied.err()).isZero();
    }

    private Path exported(String name) {
        var zip = mine.resolve(name);
        done("audit", "export", "--data", folder.data(), "--out", zip, "--from", 2);
        return zip;
    }

    /** Of both verifiers, which agree. */
    private int verdict(Path zip) throws Exception {
        var roots = folder.timeRoot();
        var first =
                Ran.lekha(
                        "audit",
                        "verify",
                        zip,
                        "--policy",
                        policy,
                        "--key-root",
                        rootKey,
                        "--time-root",
                        roots);
        var second = SecondLook.at(zip, policy, "--key-root", rootKey, "--roots", roots);
        assertThat(second).as(first.out()).isEqualTo(first.code());
        return first.code();
    }

    @Test
    void tokens_across_a_rotation_of_the_authority_s_key_hold_and_the_old_key_s_later_ones_do_not()
            throws Exception {
        folder.stamp();
        long before = folder.head().size();
        rotated("time-stamping");
        assertThat(done("keys", "list", "--data", folder.data()))
                .contains("time-stamping was rotated at position");
        folder.register("later", 3);
        folder.publish(W1, W2);
        folder.stamp();
        assertThat(Files.readString(folder.timeRoot()).split("BEGIN", -1)).hasSize(3);
        var zip = mine.resolve("x.zip");
        done("audit", "export", "--data", folder.data(), "--out", zip, "--to", before);
        assertThat(verdict(zip)).isZero();

        var stolen = Files.createDirectories(mine.resolve("stolen"));
        var retired = folder.data().resolve("keys/retired/1-time-stamping.pem");
        Files.copy(retired, stolen.resolve("time-stamping.pem"));
        folder.stamp(new KeyFolder(stolen));
        assertThat(verdict(exported("backdated.zip"))).isEqualTo(40);
    }

    @Test
    void a_key_that_was_made_elsewhere_gives_way_to_another_and_is_not_started_with_any_more()
            throws Exception {
        var password = GivenPkcs12.password(mine.resolve("password"), "secret");
        var now =
                GivenPkcs12.plain(mine.resolve("now.p12"), folder.data().resolve("keys/seal.pem"));
        Files.delete(folder.data().resolve("keys/seal.pem"));
        var next = GivenPkcs12.made(mine.resolve("next.p12"));
        var before = folder.evidence().resolve("rotations/seal");
        assertThat(before).doesNotExist();
        rotated(
                "seal",
                "--pkcs12",
                "seal=" + now,
                "--password-file",
                "seal=" + password,
                "--next-pkcs12",
                next,
                "--next-password-file",
                password);
        assertThat(before).isDirectoryContaining(file -> Files.isRegularFile(file));
        assertThat(folder.data().resolve("keys/seal.pem")).doesNotExist();
        var settings = GivenPkcs12.settings(folder, "seal", now, password);
        try (var store = EmbeddedStore.openReadOnly(folder.data())) {
            var log = store.reader();
            assertThatThrownBy(() -> ConfiguredKeys.requireInForce(settings, log))
                    .isInstanceOf(KeyUnusable.class)
                    .hasMessageContaining("lekha.evidence.pkcs12.seal")
                    .hasMessageContaining("not in force");
            ConfiguredKeys.requireInForce(
                    GivenPkcs12.settings(folder, "seal", next, password), log);
        }
    }

    @Test
    void an_older_request_applied_again_is_refused() throws Exception {
        rotated("log");
        var first = Files.copy(request, mine.resolve("first"));
        Files.delete(request);
        folder.register("later", 3);
        folder.publish(W1, W2);
        rotated("log");
        Files.copy(first, request, StandardCopyOption.REPLACE_EXISTING);
        var again = rotate("--apply");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("not for the keys of this folder");
        folder.register("last", 3);
        folder.publish(W1, W2);
        folder.stamp();
        assertThat(verdict(exported("y.zip"))).isZero();
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
                .contains("log was rotated at position 12");

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
