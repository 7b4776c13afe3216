package dev.lekha.crypto.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigstore.merkle.InclusionProofVerificationException;
import dev.sigstore.merkle.InclusionProofVerifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Our proofs in the hands of an implementation of RFC 6962 that is not ours: sigstore-java. */
class ProofsForOthersTest {
    private static final NaiveTree TREE = NaiveTree.of(3000);
    private static final Proofs PROOFS = new Proofs(TREE.subtrees());

    @Test
    void every_leaf_of_a_tree_is_proven_to_others() {
        for (var size : new int[] {1, 2, 3, 255, 256, 257, 1000, 3000}) {
            for (var index = 0; index < size; index++) {
                var proof = PROOFS.inclusion(index, size);
                assertThat(accepted(index, size, proof, TREE.head(size).root()))
                        .as("%d of %d", index, size)
                        .isTrue();
            }
        }
    }

    @Test
    void what_is_not_proven_they_refuse_as_we_do() {
        for (var index = 0; index < 100; index++) {
            var proof = PROOFS.inclusion(index, 100);
            var root = TREE.head(100).root();
            assertThat(accepted((index + 1) % 100, 100, proof, root)).isFalse();
            assertThat(accepted(index, 100, proof, TREE.head(101).root())).isFalse();
            assertThat(accepted(index, 100, proof.subList(1, proof.size()), root)).isFalse();
            var changed = new ArrayList<>(proof);
            changed.set(index % proof.size(), Hash.EMPTY);
            assertThat(accepted(index, 100, changed, root)).isFalse();
        }
    }

    private static boolean accepted(int index, int size, List<Hash> proof, Hash root) {
        try {
            InclusionProofVerifier.verify(
                    TREE.leaves().get(index).bytes(),
                    index,
                    size,
                    proof.stream().map(Hash::bytes).toList(),
                    root.bytes());
            return true;
        } catch (InclusionProofVerificationException refused) {
            return false;
        }
    }
}
