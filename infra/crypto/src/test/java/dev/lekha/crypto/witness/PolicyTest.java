package dev.lekha.crypto.witness;

import static dev.lekha.crypto.Signers.LOG;
import static dev.lekha.crypto.Signers.LOG_ML;
import static dev.lekha.crypto.Signers.W1;
import static dev.lekha.crypto.Signers.W2;
import static dev.lekha.crypto.Signers.W3;
import static dev.lekha.crypto.Signers.checkpoint;
import static dev.lekha.crypto.witness.Judgement.Standing.NOT_ASKED;
import static dev.lekha.crypto.witness.Judgement.Standing.UNWITNESSED;
import static dev.lekha.crypto.witness.Judgement.Standing.WITNESSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.SignatureLine;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.Proofs;
import dev.lekha.crypto.tree.TreeHead;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
    private static final TreeHead HEAD = new TreeHead(1, Hash.leaf(new byte[] {1}));
    private static final String PARTIES =
            """
            # Who is believed.
            log %s https://lekha.example/log
            log\t%s

              witness one %s https://one.example
            witness two %s
            witness three %s
            """
                    .formatted(LOG.key(), LOG_ML.key(), W1.key(), W2.key(), W3.key());

    @Test
    void a_checkpoint_needs_the_witnesses_that_the_quorum_names() {
        var two = policy("group g 2 one two three\nquorum g\n");
        assertThat(standing(two)).isEqualTo(UNWITNESSED);
        assertThat(two.judge(checkpoint(HEAD, LOG, W1)).standing()).isEqualTo(UNWITNESSED);
        assertThat(two.judge(checkpoint(HEAD, LOG, W1, W1)).standing()).isEqualTo(UNWITNESSED);
        assertThat(two.judge(checkpoint(HEAD, LOG_ML, W3, W1)).standing()).isEqualTo(WITNESSED);

        var nested = policy("group a any one two\ngroup b all a three\nquorum b\n");
        assertThat(nested.judge(checkpoint(HEAD, LOG, W1, W2)).isWitnessed()).isFalse();
        assertThat(nested.judge(checkpoint(HEAD, LOG, W2, W3)).isWitnessed()).isTrue();

        assertThat(policy("quorum two\n").judge(checkpoint(HEAD, LOG, W2)).isWitnessed()).isTrue();
    }

    @Test
    void a_policy_that_asks_for_no_witness_takes_an_unwitnessed_checkpoint_as_such() {
        var judgement = policy("quorum none\n").judge(checkpoint(HEAD, LOG));
        assertThat(judgement.standing()).isEqualTo(NOT_ASKED);
        assertThat(judgement.meetsQuorum()).isTrue();
        assertThat(judgement.isWitnessed()).isFalse();
    }

    @Test
    void witnesses_do_not_stand_in_for_the_log_and_a_bad_one_spoils_it() {
        var policy = policy("quorum one\n");
        var unsigned = checkpoint(HEAD, W1);
        assertThatThrownBy(() -> policy.judge(unsigned)).isInstanceOf(Invalid.class);

        var other = checkpoint(new TreeHead(2, Hash.EMPTY), W2).signatures();
        var spoilt = checkpoint(HEAD, LOG, W1).with(other);
        assertThatThrownBy(() -> policy.judge(spoilt)).isInstanceOf(Invalid.class);

        var text = checkpoint(HEAD, LOG).text().replace("lekha.example", "else.example");
        var foreign = new Note(text, checkpoint(HEAD, LOG).signatures());
        assertThatThrownBy(() -> policy.judge(foreign)).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "quorum none",
                "quorum none\nquorum none\n",
                "quorum four\n",
                "quorum\n",
                "quorum one two\n",
                "group g 0 one\nquorum g\n",
                "group g 3 one two\nquorum g\n",
                "group g 01 one\nquorum g\n",
                "group g some one\nquorum g\n",
                "group g any\nquorum g\n",
                "group g any one one\nquorum g\n",
                "group g any one\ngroup h any one\nquorum g\n",
                "group g any h\ngroup h any one\nquorum g\n",
                "group g any none\nquorum g\n",
                "group one any two\nquorum one\n",
                "group none any two\nquorum one\n",
                "quorum g\ngroup g any one\n",
                "log %1$s\nquorum none\n",
                "witness four %2$s\nquorum none\n",
                "witness four %1$s\nquorum none\n",
                "log nonsense\nquorum none\n",
                "logs x\nquorum none\n",
                "quorum none\r\n"
            })
    void a_policy_of_another_form_is_refused(String form) {
        var lines = form.formatted(LOG.key(), W1.key());
        assertThatThrownBy(() -> policy(lines)).isInstanceOf(Malformed.class);
    }

    @Test
    void a_proof_is_read_as_it_was_written_and_verifies() {
        var second = Hash.leaf(new byte[] {2});
        var head = new TreeHead(2, Hash.node(HEAD.root(), second));
        var proof = new TlogProof("AAEC", 1, List.of(HEAD.root()), checkpoint(head, LOG, W1));

        var read = TlogProof.parse(proof.bytes());

        assertThat(read).isEqualTo(proof);
        assertThat(read.verify(second, policy("quorum one\n")).isWitnessed()).isTrue();
        assertThatThrownBy(() -> read.verify(HEAD.root(), policy("quorum one\n")))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void a_proof_from_a_thousand_million_leaves_with_three_witnesses_has_at_most_two_kilobytes() {
        long size = 1_000_000_000;
        var path = new Proofs((level, index) -> Hash.EMPTY).inclusion(size - 2, size);
        var note = checkpoint(new TreeHead(size, Hash.EMPTY), LOG, W1, W2, W3);

        assertThat(new TlogProof(size - 2, path, note).bytes().length).isBetween(1500, 2048);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c2sp.org/tlog-proof@v2\nindex 0\n\n",
                "c2sp.org/tlog-proof@v1\nindex 00\n\n",
                "c2sp.org/tlog-proof@v1\n\n",
                "c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n",
                "c2sp.org/tlog-proof@v1\nextra A\nindex 0\n\n",
                "c2sp.org/tlog-proof@v1\nindex 0\nextra AAAA\n\n",
                "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n",
                "c2sp.org/tlog-proof@v1\r\nindex 0\n\n",
                "c2sp.org/tlog-proof@v1\nindex 0\n"
            })
    void a_proof_of_another_form_is_refused(String head) {
        var bytes = (head + checkpoint(HEAD, LOG)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> TlogProof.parse(bytes)).isInstanceOf(Malformed.class);
    }

    private static Judgement.Standing standing(Policy policy) {
        List<SignatureLine> none = Collections.emptyList();
        return policy.judge(checkpoint(HEAD, LOG).with(none)).standing();
    }

    private static Policy policy(String quorum) {
        return Policy.parse((PARTIES + quorum).getBytes(StandardCharsets.UTF_8));
    }
}
