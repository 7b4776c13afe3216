package dev.lekha.crypto.tiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Rejected;
import dev.lekha.crypto.tree.TreeHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TileFolderTest {
    private static final Instant NOW = Instant.now();

    @TempDir Path folder;

    @Test
    void files_stand_at_the_paths_under_which_they_are_served() throws IOException {
        TiledTreeTest.grow(new TileFolder(folder), TreeHead.EMPTY, 300);

        assertThat(folder.resolve("tile/0/000")).hasSize(8192);
        assertThat(folder.resolve("tile/0/001.p/44")).hasSize(44 * 32);
        assertThat(folder.resolve("tile/1/000.p/1")).hasSize(32);
        assertThat(Files.readAllBytes(folder.resolve("tile/entries/000")))
                .startsWith(0, "record 0".length());
    }

    @Test
    void a_tree_goes_on_after_a_restart_whatever_a_crash_left() throws IOException {
        var head = TiledTreeTest.grow(new TileFolder(folder), TreeHead.EMPTY, 300);
        Files.writeString(folder.resolve("unfinished"), "half a tile");
        TiledTreeTest.grow(new TileFolder(folder), head, 520);

        var again = TiledTreeTest.grow(new TileFolder(folder), head, 600);

        assertThat(again).isEqualTo(TiledTreeTest.plain(600));
        assertThat(folder.resolve("unfinished")).doesNotExist();
    }

    @Test
    void a_file_that_stands_is_never_changed() throws IOException {
        var tiles = new TileFolder(folder);
        var path = new TilePath(0, 0, 1);
        tiles.write(path, new byte[32]);
        tiles.write(path, new byte[32]);

        assertThatThrownBy(() -> tiles.write(path, new byte[] {1})).isInstanceOf(Invalid.class);

        assertThat(Files.readAllBytes(folder.resolve(path.toString()))).isEqualTo(new byte[32]);
    }

    @Test
    void a_full_tile_takes_the_place_of_its_partial_ones() throws IOException {
        var tiles = new TileFolder(folder);
        TiledTreeTest.grow(tiles, TiledTreeTest.grow(tiles, TreeHead.EMPTY, 300), 520);

        assertThat(folder.resolve("tile/0/001.p")).doesNotExist();
        assertThat(folder.resolve("tile/entries/001.p")).doesNotExist();
        assertThat(folder.resolve("tile/0/002.p/8")).exists();
        assertThat(folder.resolve("tile/1/000.p/1")).exists();
        assertThat(folder.resolve("tile/1/000.p/2")).exists();
    }

    @Test
    void partial_tiles_of_an_open_tile_go_when_they_are_old_but_for_the_last() throws IOException {
        var tiles = new TileFolder(folder);
        var head = TreeHead.EMPTY;
        for (int size : new int[] {10, 20, 30, 40}) {
            head = TiledTreeTest.grow(tiles, head, size);
        }
        old("tile/0/000.p/10", "tile/0/000.p/20", "tile/0/000.p/40");
        old("tile/entries/000.p/10", "tile/entries/000.p/20");

        int removed = tiles.prune(40, 20, NOW.minusSeconds(60));

        assertThat(removed).isEqualTo(2);
        assertThat(folder.resolve("tile/0/000.p").toFile().list())
                .containsExactlyInAnyOrder("20", "30", "40");
        assertThat(folder.resolve("tile/entries/000.p").toFile().list())
                .containsExactlyInAnyOrder("20", "30", "40");
    }

    private void old(String... paths) throws IOException {
        for (var path : paths) {
            Files.setLastModifiedTime(folder.resolve(path), FileTime.from(NOW.minusSeconds(61)));
        }
    }

    @Test
    void every_tree_there_was_is_read_out_of_what_is_left() throws IOException {
        var tiles = new TileFolder(folder);
        var head = TreeHead.EMPTY;
        for (int size : new int[] {10, 256, 300, 310, 66_000, 66_010}) {
            head = TiledTreeTest.grow(tiles, head, size);
        }
        tiles.prune(66_010, 66_010, Instant.MAX);

        for (int size : new int[] {1, 10, 256, 300, 65_536, 66_000, 66_010}) {
            var then = TiledTreeTest.plain(size);
            var reader = new TileReader(new PrunedTiles(folder), then, new TileCache(4));
            assertThat(reader.head()).isEqualTo(then);
            assertThat(reader.bundle((size - 1) / 256)).hasSize((size - 1) % 256 + 1);
        }
        assertThat(new PrunedTiles(folder).read(new TilePath(0, 257, 219))).isEmpty();
    }

    @Test
    void a_cut_file_is_noticed() throws IOException {
        var tiles = new TileFolder(folder);
        var head = TiledTreeTest.grow(tiles, TreeHead.EMPTY, 300);
        Files.write(folder.resolve("tile/0/000"), new byte[8191]);

        var reader = new TileReader(tiles, head, new TileCache(4));

        assertThatThrownBy(() -> reader.full(0, 0)).isInstanceOf(Rejected.class);
    }
}
