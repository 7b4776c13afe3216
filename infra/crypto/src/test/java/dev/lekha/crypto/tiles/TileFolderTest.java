package dev.lekha.crypto.tiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Rejected;
import dev.lekha.crypto.tree.TreeHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TileFolderTest {
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
    void a_cut_file_is_noticed() throws IOException {
        var tiles = new TileFolder(folder);
        var head = TiledTreeTest.grow(tiles, TreeHead.EMPTY, 300);
        Files.write(folder.resolve("tile/0/000"), new byte[8191]);

        var reader = new TileReader(tiles, head, new TileCache(4));

        assertThatThrownBy(() -> reader.full(0, 0)).isInstanceOf(Rejected.class);
    }
}
