package dev.lekha.crypto.tiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.crypto.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {
    @Test
    void an_index_is_written_in_groups_of_three_digits() {
        assertThat(TilePath.full(0, 1_234_067)).hasToString("tile/0/x001/x234/067");
        assertThat(TilePath.full(3, 0)).hasToString("tile/3/000");
        assertThat(TilePath.full(0, 1000)).hasToString("tile/0/x001/000");
        assertThat(new TilePath(2, 5, 17)).hasToString("tile/2/005.p/17");
        assertThat(TilePath.entries(273, 112)).hasToString("tile/entries/273.p/112");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/000",
                "tile/63/x001/x234/067",
                "tile/entries/x999/999",
                "tile/7/123.p/1",
                "tile/entries/000.p/255",
                "tile/0/x999/x999/x999/x999/x999/999"
            })
    void a_path_is_read_as_it_was_written(String path) {
        assertThat(TilePath.parse(path)).hasToString(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile/0/0",
                "tile/0/1000",
                "tile/0/x000/001",
                "tile/00/001",
                "tile/64/001",
                "tile/-1/001",
                "tile/0/001.p/0",
                "tile/0/001.p/256",
                "tile/0/001.p/01",
                "tile/0/001.p/",
                "tile/0/001/002",
                "tile/0/x001",
                "tile/0/../0/001",
                "tile/0/001\n",
                "/tile/0/001",
                "tile/0/٠٠١",
                "tile/0/x001/x000/x000/x000/x000/x000/000"
            })
    void any_other_path_is_refused(String path) {
        assertThatThrownBy(() -> TilePath.parse(path)).isInstanceOf(Malformed.class);
    }
}
