package dev.lekha.crypto.tiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.crypto.Rejected;
import dev.lekha.crypto.tree.Frontier;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.ProofCheck;
import dev.lekha.crypto.tree.Proofs;
import dev.lekha.crypto.tree.RangeCheck;
import dev.lekha.crypto.tree.TreeHead;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TiledTreeTest {
    private static final long SEED = 7;

    @Test
    void a_tree_of_seventy_thousand_has_the_tiles_of_the_specification() {
        var tiles = new TilesInMemory();

        var head = grow(tiles, TreeHead.EMPTY, 70_000);

        assertThat(head).isEqualTo(plain(70_000));
        assertThat(count(tiles, "tile/0/\\d+")).isEqualTo(273);
        assertThat(count(tiles, "tile/entries/\\d+")).isEqualTo(273);
        assertThat(count(tiles, "tile/1/\\d+")).isEqualTo(1);
        assertThat(tiles.files())
                .containsKeys("tile/0/273.p/112", "tile/entries/273.p/112")
                .containsKeys("tile/1/001.p/17", "tile/2/000.p/1")
                .hasSize(273 + 1 + 273 + 1 + 1 + 1 + 1);
    }

    @Test
    void a_full_first_tile_stands_beside_a_partial_one_above() {
        var tiles = new TilesInMemory();

        grow(tiles, TreeHead.EMPTY, 256);

        assertThat(tiles.files())
                .containsOnlyKeys("tile/0/000", "tile/entries/000", "tile/1/000.p/1");
        assertThat(tiles.files().get("tile/1/000.p/1")).isEqualTo(plain(256).root().bytes());
    }

    @Test
    void a_tree_grown_in_any_pieces_has_the_same_files() {
        var random = new Random(SEED);
        for (int round = 0; round < 20; round++) {
            var sizes = random.longs(8, 1, 70_000).sorted().distinct().toArray();
            var apart = new TilesInMemory();
            var head = TreeHead.EMPTY;
            for (var size : sizes) {
                head = grow(apart, head, size);
                assertThat(head).isEqualTo(plainAt(size));
            }
            var together = new TilesInMemory();
            var tree = TiledTree.open(together, TreeHead.EMPTY);
            for (var size : sizes) {
                growOn(tree, size);
            }
            assertThat(digests(apart)).isEqualTo(digests(together));
        }
    }

    @Test
    void what_was_written_and_not_published_is_written_once_more() {
        var tiles = new TilesInMemory();
        var published = grow(tiles, TreeHead.EMPTY, 1000);
        var crashed = TiledTree.open(tiles, published);
        LongStream.range(1000, 2000).forEach(i -> crashed.append(record(i)));

        assertThat(grow(tiles, published, 3000)).isEqualTo(plain(3000));
    }

    @Test
    void a_tree_does_not_go_on_from_a_head_that_its_tiles_do_not_give() {
        var tiles = new TilesInMemory();
        var head = grow(tiles, TreeHead.EMPTY, 300);
        for (var wrong : List.of(new TreeHead(299, head.root()), new TreeHead(300, Hash.EMPTY))) {
            assertThatThrownBy(() -> TiledTree.open(tiles, wrong)).isInstanceOf(Rejected.class);
        }
    }

    @Test
    void proofs_are_made_from_tiles_at_any_size_with_few_of_them_in_memory() {
        var tiles = new TilesInMemory();
        var newest = grow(tiles, grow(tiles, TreeHead.EMPTY, 66_000), 70_000);
        var cache = new TileCache(5);
        var random = new Random(SEED);
        for (var head : List.of(newest, plain(66_000))) {
            var reader = new TileReader(tiles, head, cache);
            var proofs = new Proofs(reader);
            for (int i = 0; i < 100; i++) {
                long index = random.nextLong(head.size());
                var leaf = Hash.leaf(record(index));
                ProofCheck.inclusion(leaf, index, head, proofs.inclusion(index, head.size()));
                var older = new TreeHead(index + 1, reader.over(0, index + 1));
                var proof = proofs.consistency(index + 1, head.size());
                ProofCheck.consistency(older, head, proof);
                assertThat(cache.size()).isLessThanOrEqualTo(5);
            }
        }
    }

    @Test
    void records_are_read_back_with_a_proof_of_their_range() {
        var tiles = new TilesInMemory();
        var head = grow(tiles, TreeHead.EMPTY, 700);
        var reader = new TileReader(tiles, head, new TileCache(10));

        var records = reader.bundle(1);

        assertThat(records.getFirst()).isEqualTo(record(256));
        RangeCheck.range(
                256,
                512,
                head,
                records.stream().map(Hash::leaf).iterator(),
                new Proofs(reader).range(256, 512, 700));
        assertThat(reader.bundle(2)).hasSize(700 - 512);
    }

    @Test
    void a_partial_tile_that_was_dropped_is_read_from_the_full_one() {
        var tiles = new TilesInMemory();
        var older = grow(tiles, TreeHead.EMPTY, 300);
        grow(tiles, older, 512);
        tiles.files().keySet().removeIf(path -> path.matches("tile/(0|entries)/.*[.]p/.*"));

        var reader = new TileReader(tiles, older, new TileCache(1));

        assertThat(reader.bundle(1)).hasSize(44);
        assertThat(TiledTree.open(tiles, older).head()).isEqualTo(older);
    }

    @Test
    void every_changed_cut_longer_or_missing_file_is_noticed() {
        var tiles = new TilesInMemory();
        var head = grow(tiles, TreeHead.EMPTY, 1000);
        readAll(tiles, head);
        var random = new Random(SEED);
        for (var path : List.copyOf(tiles.files().keySet())) {
            var good = tiles.files().get(path);
            var flipped = good.clone();
            flipped[random.nextInt(good.length)] ^= (byte) (1 << random.nextInt(8));
            var cut = Arrays.copyOf(good, random.nextInt(good.length));
            var longer = Arrays.copyOf(good, good.length + 32);
            for (var bad : List.of(flipped, cut, longer)) {
                tiles.files().put(path, bad);
                noticed(tiles, head, path);
            }
            tiles.files().remove(path);
            noticed(tiles, head, path);
            tiles.files().put(path, good);
        }
        readAll(tiles, head);
    }

    private static void noticed(TilesInMemory tiles, TreeHead head, String path) {
        assertThatThrownBy(() -> readAll(tiles, head)).as(path).isInstanceOf(Rejected.class);
    }

    private static void readAll(Tiles tiles, TreeHead head) {
        var reader = new TileReader(tiles, head, new TileCache(4));
        for (int i = 0; i * 256L < head.size(); i++) {
            reader.bundle(i);
        }
    }

    static TreeHead grow(Tiles tiles, TreeHead from, long to) {
        return growOn(TiledTree.open(tiles, from), to);
    }

    private static TreeHead growOn(TiledTree tree, long to) {
        LongStream.range(tree.head().size(), to).forEach(i -> tree.append(record(i)));
        return tree.publish();
    }

    static byte[] record(long index) {
        return ("record " + index).getBytes(StandardCharsets.UTF_8);
    }

    static TreeHead plain(long size) {
        var frontier = new Frontier();
        LongStream.range(0, size).forEach(i -> frontier.append(Hash.leaf(record(i))));
        return frontier.head();
    }

    private static final TreeMap<Long, TreeHead> PLAIN = new TreeMap<>();

    private static TreeHead plainAt(long size) {
        return PLAIN.computeIfAbsent(size, TiledTreeTest::plain);
    }

    private static long count(TilesInMemory tiles, String form) {
        return tiles.files().keySet().stream().filter(path -> path.matches(form)).count();
    }

    private static TreeMap<String, Hash> digests(TilesInMemory tiles) {
        var all = new TreeMap<String, Hash>();
        tiles.files().forEach((path, bytes) -> all.put(path, Hash.leaf(bytes)));
        return all;
    }
}
