package dev.lekha.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.crypto.note.KnownKeys;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.SignerKey;
import dev.lekha.crypto.note.VerifierKey;
import dev.lekha.crypto.time.TimeStampKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir Path folder;

    @Test
    void keys_are_made_once_and_are_the_same_after_a_restart() {
        var first = new KeyFolder(folder);
        var log = first.log("lekha.example/log");
        var witness = first.witness("lekha.example/w");
        var seal = first.seal().key();
        var time = first.timeStamping("Lekha time", NOW, 10);

        var again = new KeyFolder(folder);

        assertThat(keys(again.log("lekha.example/log"))).isEqualTo(keys(log));
        assertThat(keys(again.witness("lekha.example/w"))).isEqualTo(keys(witness));
        assertThat(again.seal().key()).isEqualTo(seal);
        assertThat(again.timeStamping("Other", NOW, 1)).isEqualTo(time);
        assertThat(Stream.of(log, witness).flatMap(List::stream).map(s -> s.key().id()))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_key_that_was_read_signs_as_before() {
        new KeyFolder(folder).log("lekha.example/log");
        var checkpoint = "log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
        var signers = new KeyFolder(folder).log("lekha.example/log");

        var note =
                new Note(checkpoint, signers.stream().map(s -> s.sign(checkpoint, NOW)).toList());

        assertThat(new KnownKeys(keys(signers)).verify(note)).hasSize(2);
    }

    @Test
    void key_files_are_for_their_owner_alone() throws IOException {
        new KeyFolder(folder).log("lekha.example/log");
        var file = folder.resolve("log.pem");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file).content().startsWith("-----BEGIN PRIVATE KEY-----");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> new KeyFolder(folder).log("lekha.example/log"))
                .isInstanceOf(KeyUnusable.class)
                .hasMessageContaining("open to others");
    }

    @Test
    void a_key_is_never_overwritten_and_half_a_file_is_none() throws IOException {
        var keys = new KeyFolder(folder);
        var seal = keys.seal();
        var file = folder.resolve("seal.pem");
        assertThatThrownBy(() -> KeyFile.create(file, seal)).isInstanceOf(KeyUnusable.class);

        Files.writeString(file, Files.readString(file).substring(0, 60));
        assertThatThrownBy(keys::seal).isInstanceOf(KeyUnusable.class);
        Files.writeString(file, "");
        assertThatThrownBy(keys::seal).isInstanceOf(KeyUnusable.class);
        assertThatThrownBy(() -> KeyFile.read(folder.resolve("none.pem")))
                .isInstanceOf(KeyUnusable.class);
    }

    @Test
    void what_a_crash_left_is_no_key() throws IOException {
        Files.writeString(folder.resolve("seal.pem.unfinished"), "half");
        assertThat(new KeyFolder(folder).seal()).isEqualTo(new KeyFolder(folder).seal());
        assertThat(folder.resolve("seal.pem.unfinished")).doesNotExist();
    }

    @Test
    void a_key_is_read_from_pkcs_12_of_another_tool() throws Exception {
        var made = TimeStampKey.make("Lekha time", NOW, 10);
        var password = "secret".toCharArray();
        var file = folder.resolve("time.p12");
        var store = KeyStore.getInstance("PKCS12", "SunJSSE");
        store.load(null, password);
        store.setKeyEntry("time", made.key(), password, made.chain().toArray(Certificate[]::new));
        try (var out = Files.newOutputStream(file)) {
            store.store(out, password);
        }

        var held = Pkcs12.read(file, password);

        assertThat(held.key()).isEqualTo(made.key());
        assertThat(held.chain()).isEqualTo(made.chain());
        assertThatThrownBy(() -> Pkcs12.read(file, "other".toCharArray()))
                .isInstanceOf(KeyUnusable.class);
    }

    @Test
    void a_key_is_never_shown_as_text() {
        assertThat(new KeyFolder(folder).seal()).hasToString("a key of Ed25519");
    }

    private static List<VerifierKey> keys(List<SignerKey> signers) {
        return signers.stream().map(SignerKey::key).toList();
    }
}
