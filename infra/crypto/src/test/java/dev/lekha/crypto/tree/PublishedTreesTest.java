package dev.lekha.crypto.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.crypto.Rejected;
import dev.lekha.crypto.Vectors;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Roots and proofs that other implementations publish, good and bad. */
class PublishedTreesTest {
    private static final JsonNode ROOTS = Vectors.read("roots.json");

    @Test
    void hashes_of_leaves_and_nodes_are_the_published_ones() {
        assertThat(Hash.EMPTY).hasToString(ROOTS.get("empty_root").asString());
        assertThat(Hash.leaf(new byte[0])).hasToString(ROOTS.get("leaf_of_empty").asString());
        assertThat(Hash.leaf(new byte[] {'L', '1', '2', '3', '4', '5', '6'}))
                .hasToString(ROOTS.get("leaf_L123456").asString());
    }

    @Test
    void roots_are_the_published_ones_at_every_size() {
        var frontier = new Frontier();
        var roots = ROOTS.get("root_by_size_hex");
        for (int size = 0; size < roots.size(); size++) {
            assertThat(frontier.head().root()).hasToString(roots.get(size).asString());
            if (size < ROOTS.get("leaves_hex").size()) {
                var leaf = ROOTS.get("leaves_hex").get(size).asString();
                frontier.append(Hash.leaf(HexFormat.of().parseHex(leaf)));
            }
        }
    }

    @Test
    void larger_roots_are_the_published_ones() {
        var roots = ROOTS.get("golden_roots_b64").get("roots");
        var frontier = new Frontier();
        int compared = 0;
        for (int i = 0; i < 65_535; i++) {
            frontier.append(Hash.leaf(new byte[] {(byte) i, (byte) (i >> 8)}));
            var root = roots.get(Integer.toString(i + 1));
            if (root != null) {
                assertThat(frontier.head().root().base64()).isEqualTo(root.asString());
                compared++;
            }
        }
        assertThat(compared).isEqualTo(roots.size());
    }

    @Test
    void published_inclusion_probes_are_judged_as_published() {
        for (var probe : Vectors.read("inclusion.json")) {
            judged(probe, () -> inclusion(probe));
        }
    }

    @Test
    void published_consistency_probes_are_judged_as_published() {
        for (var probe : Vectors.read("consistency.json")) {
            judged(probe, () -> consistency(probe));
        }
    }

    private static void judged(JsonNode probe, ThrowingCallable check) {
        var name = probe.get("file").asString();
        if (probe.get("wantErr").asBoolean()) {
            assertThatThrownBy(check).as(name).isInstanceOf(Rejected.class);
        } else {
            assertThatCode(check).as(name).doesNotThrowAnyException();
        }
    }

    private static void inclusion(JsonNode probe) {
        var head = new TreeHead(number(probe.get("treeSize")), hash(probe.get("root")));
        ProofCheck.inclusion(
                hash(probe.get("leafHash")), number(probe.get("leafIdx")), head, proof(probe));
    }

    private static void consistency(JsonNode probe) {
        var older = new TreeHead(number(probe.get("size1")), hash(probe.get("root1")));
        var newer = new TreeHead(number(probe.get("size2")), hash(probe.get("root2")));
        ProofCheck.consistency(older, newer, proof(probe));
    }

    private static List<Hash> proof(JsonNode probe) {
        var proof = new ArrayList<Hash>();
        // Where there is none the publisher writes null.
        for (var hash : probe.get("proof")) {
            proof.add(hash(hash));
        }
        return proof;
    }

    /** Theirs are unsigned, and some probes go round: those are negative here. */
    private static long number(JsonNode unsigned) {
        return unsigned.bigIntegerValue().longValue();
    }

    private static Hash hash(JsonNode base64) {
        return Hash.base64(base64.asString());
    }
}
