package dev.lekha.crypto.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TreeTest {
    private static final int SMALL = 70;
    private static final NaiveTree TREE = NaiveTree.of(3000);
    private static final Proofs PROOFS = new Proofs(TREE.subtrees());
    private static final long SEED = 20_261_123;

    @Test
    void a_growing_tree_has_the_root_of_the_definition_at_every_size() {
        var frontier = new Frontier();
        for (int size = 0; size <= 600; size++) {
            assertThat(frontier.head()).isEqualTo(TREE.head(size));
            assertThat(TREE.subtrees().over(0, size)).isEqualTo(frontier.head().root());
            frontier.append(TREE.leaves().get(size));
        }
    }

    @Test
    void a_tree_goes_on_from_its_frontier_as_if_it_had_never_stopped() {
        var whole = new Frontier();
        var pieces = new Frontier();
        for (var leaf : TREE.leaves().subList(0, 300)) {
            whole.append(leaf);
            pieces = new Frontier(pieces.size(), pieces.subtrees());
            pieces.append(leaf);
        }
        assertThat(pieces.head()).isEqualTo(whole.head());
        assertThatThrownBy(() -> new Frontier(5, List.of(Hash.EMPTY)))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void every_small_inclusion_proof_is_that_of_the_definition_and_verifies() {
        for (int size = 1; size <= SMALL; size++) {
            for (int index = 0; index < size; index++) {
                inclusion(index, size);
            }
        }
    }

    @Test
    void every_small_consistency_proof_is_that_of_the_definition_and_verifies() {
        for (int newer = 1; newer <= SMALL; newer++) {
            for (int older = 1; older <= newer; older++) {
                consistency(older, newer);
            }
        }
    }

    @Test
    void every_small_range_proof_verifies() {
        for (int size = 1; size <= 40; size++) {
            for (int begin = 0; begin < size; begin++) {
                for (int end = begin + 1; end <= size; end++) {
                    range(begin, end, size);
                }
            }
        }
    }

    @Test
    void random_larger_proofs_verify_too() {
        var random = new Random(SEED);
        for (int i = 0; i < 60; i++) {
            int size = random.nextInt(SMALL, TREE.leaves().size());
            int index = random.nextInt(size);
            inclusion(index, size);
            consistency(index + 1, size);
            range(index, random.nextInt(index, size) + 1, size);
        }
    }

    @Test
    void a_range_of_a_tree_of_a_thousand_million_leaves_takes_at_most_sixty_hashes() {
        var proofs = new Proofs((level, index) -> Hash.EMPTY);
        var random = new Random(SEED);
        long size = 1_000_000_000;
        int most = proofs.range(536_870_911, 536_870_913, size).size();
        for (int i = 0; i < 10_000; i++) {
            long begin = random.nextLong(size);
            long end = random.nextLong(begin, size) + 1;
            most = Math.max(most, proofs.range(begin, end, size).size());
        }
        assertThat(most).isBetween(40, 60);
        assertThat(proofs.inclusion(size / 3, size)).hasSize(30);
    }

    @Test
    void a_proof_with_a_hash_more_less_changed_or_moved_is_refused() {
        var random = new Random(SEED);
        for (int i = 0; i < 400; i++) {
            int size = random.nextInt(3, 500);
            int index = random.nextInt(size);
            int older = random.nextInt(1, size);
            int end = random.nextInt(index, size) + 1;
            refusedIfChanged(PROOFS.inclusion(index, size), p -> checkInclusion(index, size, p));
            refusedIfChanged(
                    PROOFS.consistency(older, size), p -> checkConsistency(older, size, p));
            refusedIfChanged(PROOFS.range(index, end, size), p -> checkRange(index, end, size, p));
        }
    }

    @Test
    void leaves_other_than_those_of_the_range_are_refused() {
        var head = TREE.head(100);
        var proof = PROOFS.range(10, 20, 100);
        for (var wrong : List.of(leaves(10, 19), leaves(10, 21), leaves(11, 21), leaves(9, 20))) {
            assertThatThrownBy(() -> RangeCheck.range(10, 20, head, wrong.iterator(), proof))
                    .isInstanceOf(Invalid.class);
        }
        assertThatThrownBy(() -> RangeCheck.range(10, 10, head, leaves(0, 0).iterator(), proof))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void a_hash_has_thirty_two_bytes_in_one_form_of_base_64() {
        assertThatThrownBy(() -> Hash.of(new byte[31])).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> Hash.base64("AAAA")).isInstanceOf(Malformed.class);
        var zeros = Hash.of(new byte[32]).base64();
        assertThat(Hash.base64(zeros).bytes()).isEqualTo(new byte[32]);
        var spareBits = zeros.substring(0, 42) + "B=";
        assertThatThrownBy(() -> Hash.base64(spareBits)).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> Hash.base64(zeros.substring(0, 43))).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> Hash.base64(zeros + "\n")).isInstanceOf(Malformed.class);
    }

    private static void inclusion(int index, int size) {
        var proof = PROOFS.inclusion(index, size);
        assertThat(proof).as("%d in %d", index, size).isEqualTo(TREE.first(size).path(index));
        checkInclusion(index, size, proof);
    }

    private static void consistency(int older, int newer) {
        var proof = PROOFS.consistency(older, newer);
        assertThat(proof).as("%d to %d", older, newer).isEqualTo(TREE.first(newer).proof(older));
        checkConsistency(older, newer, proof);
    }

    private static void range(int begin, int end, int size) {
        checkRange(begin, end, size, PROOFS.range(begin, end, size));
    }

    private static void checkInclusion(int index, int size, List<Hash> proof) {
        ProofCheck.inclusion(TREE.leaves().get(index), index, TREE.head(size), proof);
    }

    private static void checkConsistency(int older, int newer, List<Hash> proof) {
        ProofCheck.consistency(TREE.head(older), TREE.head(newer), proof);
    }

    private static void checkRange(int begin, int end, int size, List<Hash> proof) {
        RangeCheck.range(begin, end, TREE.head(size), leaves(begin, end).iterator(), proof);
    }

    private static List<Hash> leaves(int begin, int end) {
        return TREE.leaves().subList(begin, end);
    }

    private interface Check {
        void of(List<Hash> proof);
    }

    private static void refusedIfChanged(List<Hash> proof, Check check) {
        check.of(proof);
        for (var changed : changes(proof)) {
            assertThatThrownBy(() -> check.of(changed)).isInstanceOf(Invalid.class);
        }
    }

    private static List<List<Hash>> changes(List<Hash> proof) {
        var all = new ArrayList<List<Hash>>();
        for (int i = 0; i <= proof.size(); i++) {
            var inserted = new ArrayList<>(proof);
            inserted.add(i, Hash.EMPTY);
            all.add(inserted);
        }
        for (int i = 0; i < proof.size(); i++) {
            var dropped = new ArrayList<>(proof);
            dropped.remove(i);
            all.add(dropped);
            var changed = new ArrayList<>(proof);
            changed.set(i, Hash.node(proof.get(i), proof.get(i)));
            all.add(changed);
        }
        if (proof.size() > 1) {
            all.add(proof.reversed());
        }
        return all;
    }
}
