package dev.lekha.crypto.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.key.KeyUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubjectKeyTest {
    private static final List<String> PLACE =
            List.of("s-1", "registration.ContactRecorded/1/e/name");

    @TempDir Path folder;

    private final MasterKey master = new MasterKey(SecretKey256.random());
    private final byte[] wrapped = master.makeWrapped("s-1");
    private final SubjectKey key = master.unwrap("s-1", wrapped);

    @Test
    void what_is_sealed_opens_again_with_what_is_bound_to_it() {
        for (var text : List.of("A", "Ärger & Söhne 漢字", "x".repeat(64), "\0\0")) {
            assertThat(key.open(key.seal(text, PLACE), PLACE)).isEqualTo(text);
        }
    }

    @Test
    void no_change_of_a_bit_nor_another_length_yields_a_text() {
        var sealed = key.seal("Ada Lovelace", PLACE);
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            var changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> key.open(changed, PLACE)).isInstanceOf(Invalid.class);
        }
        for (int length = 0; length < sealed.length; length++) {
            var cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> key.open(cut, PLACE)).isInstanceOf(Invalid.class);
        }
        var longer = Arrays.copyOf(sealed, sealed.length + 1);
        assertThatThrownBy(() -> key.open(longer, PLACE)).isInstanceOf(Invalid.class);
    }

    @Test
    void it_opens_nowhere_else() {
        var sealed = key.seal("Ada Lovelace", PLACE);
        for (var other :
                List.of(
                        List.of("s-2", PLACE.getLast()),
                        List.of(PLACE.getFirst(), "registration.ContactRecorded/1/f/name"),
                        List.of(PLACE.getFirst() + PLACE.getLast()),
                        List.<String>of())) {
            assertThatThrownBy(() -> key.open(sealed, other)).isInstanceOf(Invalid.class);
        }
    }

    @Test
    void a_text_is_never_sealed_alike_and_short_ones_are_equally_long() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            var sealed = key.seal(i % 2 == 0 ? "yes" : "a longer answer than that", PLACE);
            assertThat(seen.add(Arrays.toString(sealed))).isTrue();
            assertThat(sealed).hasSize(12 + 64 + 16);
        }
    }

    @Test
    void a_wrapped_key_is_of_one_subject_and_one_master_key() {
        assertThatThrownBy(() -> master.unwrap("s-2", wrapped)).isInstanceOf(Invalid.class);
        var other = new MasterKey(SecretKey256.random());
        assertThat(other.hasWrapped(wrapped)).isFalse();
        assertThatThrownBy(() -> other.unwrap("s-1", wrapped)).isInstanceOf(Invalid.class);
        for (int at = 0; at < wrapped.length; at++) {
            var changed = wrapped.clone();
            changed[at]++;
            assertThatThrownBy(() -> master.unwrap("s-1", changed)).isInstanceOf(Invalid.class);
        }
    }

    @Test
    void who_makes_the_master_key_at_once_gets_the_same_for_its_owner_alone() throws Exception {
        var file = folder.resolve("keys/subjects.key");
        assertThat(MasterKeyFile.read(file)).isEmpty();
        Callable<MasterKey> make = () -> MasterKeyFile.readOrMake(file);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var made = threads.invokeAll(List.of(make, make, make, make));
            for (var one : made) {
                var wraps = one.get().makeWrapped("s-1");
                assertThat(MasterKeyFile.read(file).orElseThrow().hasWrapped(wraps)).isTrue();
            }
        }
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("keys"))).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder.resolve("keys"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_master_key_that_others_could_read_or_that_is_none_is_not_used() throws IOException {
        var file = folder.resolve("subjects.key");
        MasterKeyFile.readOrMake(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> MasterKeyFile.read(file))
                .isInstanceOf(KeyUnusable.class)
                .hasMessageContaining("open to others");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        for (var text :
                List.of("", "lekha-master-key 1\n", "lekha-master-key 1\nAAAA\n", "x".repeat(70))) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> MasterKeyFile.read(file)).isInstanceOf(KeyUnusable.class);
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
