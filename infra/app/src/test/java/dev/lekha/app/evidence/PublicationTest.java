package dev.lekha.app.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.crypto.DurableFile;
import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.key.KeyFolder;
import dev.lekha.crypto.tiles.TileFolder;
import dev.lekha.crypto.tree.Frontier;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.TreeHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the folder, whatever happens to the publisher. */
class PublicationTest {
    private static final List<Integer> SIZES = List.of(3, 300, 520);

    @TempDir Path parent;

    private LogSigners signers;

    @BeforeEach
    void keys() throws IOException {
        signers = signers("lekha.test/log", "keys");
    }

    private LogSigners signers(String origin, String keys) throws IOException {
        var folder = parent.resolve(keys);
        Held.makePrivate(folder);
        return new LogSigners(origin, new KeyFolder(folder).log(origin));
    }

    private static Publication open(Leaves log, Path folder, LogSigners signers, int files) {
        var mortal = new Mortal(new TileFolder(folder), files);
        var checkpoints = new Checkpoints(folder, mortal);
        return Publication.open(
                log, mortal, checkpoints, signers, Cosigning.NONE, InstantSource.system());
    }

    private void publish(Leaves log, Path folder, int files) {
        var publication = open(log, folder, signers, files);
        for (var size : SIZES) {
            if (size > publication.published().size()) {
                publication.grow(size);
                publication.publish();
            }
        }
    }

    private static SortedMap<String, String> tiles(Path folder) throws IOException {
        var tiles = new TreeMap<String, String>();
        try (var files = Files.walk(folder.resolve("tile"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var bytes = HexFormat.of().formatHex(Files.readAllBytes(file));
                tiles.put(folder.relativize(file).toString(), bytes);
            }
        }
        return tiles;
    }

    private static TreeHead head(Leaves log, long size) {
        var tree = new Frontier();
        log.scan(
                0,
                size,
                (_, leaf) -> {
                    var bytes = new byte[leaf.remaining()];
                    leaf.get(bytes);
                    tree.append(Hash.leaf(bytes));
                });
        return tree.head();
    }

    private long shown(Path folder) {
        return new Checkpoints(folder, DurableFile.ON_DISK)
                .newest()
                .map(note -> signers.verify(note).size())
                .orElse(0L);
    }

    @Test
    void every_checkpoint_is_of_the_root_that_the_records_have() throws Exception {
        var log = LogInMemory.of(520, "record");
        var folder = parent.resolve("evidence");
        publish(log, folder, Integer.MAX_VALUE);
        for (var size : SIZES) {
            var note = Files.readAllBytes(folder.resolve("checkpoints/" + size));
            assertThat(signers.verify(note)).isEqualTo(head(log, size));
        }
        assertThat(folder.resolve("checkpoint"))
                .hasSameBinaryContentAs(folder.resolve("checkpoints/520"));
    }

    @Test
    void dying_between_any_two_files_leaves_equal_tiles_and_never_a_smaller_checkpoint()
            throws Exception {
        var log = LogInMemory.of(520, "record");
        var whole = parent.resolve("whole");
        publish(log, whole, Integer.MAX_VALUE);
        int deaths = 0;
        for (boolean died = true; died; deaths++) {
            var folder = parent.resolve("dying-" + deaths);
            died = dies(log, folder, deaths);
            long before = shown(folder);
            publish(log, folder, Integer.MAX_VALUE);
            assertThat(shown(folder)).isGreaterThanOrEqualTo(before).isEqualTo(520);
            assertThat(tiles(folder)).as("died after %d files", deaths).isEqualTo(tiles(whole));
        }
        assertThat(deaths).isGreaterThan(15);
    }

    private boolean dies(Leaves log, Path folder, int files) {
        try {
            publish(log, folder, files);
            return false;
        } catch (Mortal.Died _) {
            return true;
        }
    }

    @Test
    void a_size_has_one_checkpoint_even_where_a_crash_kept_it_from_being_shown() throws Exception {
        var log = LogInMemory.of(3, "record");
        var folder = parent.resolve("evidence");
        // A bundle, a tile and the kept checkpoint: it dies before it is shown.
        assertThat(dies(log, folder, 3)).isTrue();
        var kept = Files.readAllBytes(folder.resolve("checkpoints/3"));
        assertThat(shown(folder)).isZero();
        var publication = open(log, folder, signers, Integer.MAX_VALUE);
        publication.grow(3);
        publication.publish();
        assertThat(Files.readAllBytes(folder.resolve("checkpoint"))).isEqualTo(kept);
    }

    @Test
    void a_log_that_was_put_back_is_not_published_on() {
        var folder = parent.resolve("evidence");
        publish(LogInMemory.of(520, "record"), folder, Integer.MAX_VALUE);
        assertThatThrownBy(() -> open(LogInMemory.of(519, "record"), folder, signers, 100))
                .isInstanceOf(Invalid.class)
                .hasMessage("the log ends at 519, and 520 were published");
    }

    @Test
    void another_log_is_not_published_on() {
        var folder = parent.resolve("evidence");
        publish(LogInMemory.of(520, "record"), folder, Integer.MAX_VALUE);
        var other = LogInMemory.of(519, "record");
        other.grow(10, "forged");
        assertThatThrownBy(() -> open(other, folder, signers, 100))
                .isInstanceOf(Invalid.class)
                .hasMessage("position 520 is not what was published");
    }

    @Test
    void other_keys_or_another_origin_do_not_go_on() throws Exception {
        var log = LogInMemory.of(520, "record");
        var folder = parent.resolve("evidence");
        publish(log, folder, Integer.MAX_VALUE);
        var strangers = signers("lekha.test/log", "others");
        assertThatThrownBy(() -> open(log, folder, strangers, 100)).isInstanceOf(Invalid.class);
        var renamed = signers("lekha.test/other", "keys");
        assertThatThrownBy(() -> open(log, folder, renamed, 100))
                .hasMessage("the folder holds the log lekha.test/log, not lekha.test/other");
    }

    @Test
    void a_flipped_byte_in_a_tile_is_noticed_at_the_opening() throws Exception {
        var log = LogInMemory.of(520, "record");
        var folder = parent.resolve("evidence");
        publish(log, folder, Integer.MAX_VALUE);
        var tile = folder.resolve("tile/0/002.p/8");
        var bytes = Files.readAllBytes(tile);
        bytes[40] ^= 1;
        Files.write(tile, bytes);
        assertThatThrownBy(() -> open(log, folder, signers, 100))
                .isInstanceOf(Invalid.class)
                .hasMessage("the tiles do not give the root at 520");
    }
}
