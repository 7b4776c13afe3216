package dev.lekha.crypto.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.crypto.Invalid;
import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.Rejected;
import dev.lekha.crypto.tree.Hash;
import dev.lekha.crypto.tree.TreeHead;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoteTest {
    private static final Instant AT = Instant.ofEpochSecond(1_700_000_000);
    private static final Checkpoint CHECKPOINT =
            new Checkpoint("log.example/lekha", new TreeHead(7, Hash.leaf(new byte[] {7})));

    @ParameterizedTest
    @EnumSource
    void what_a_key_signs_verifies_with_its_verifier_key(SignatureType type) {
        var signer = signer("signer.example/a", type, 1);
        var note = signed(CHECKPOINT.text(), signer);
        var key = VerifierKey.parse(signer.key().toString());

        var verified = new KnownKeys(List.of(key)).verify(Note.parse(note.bytes()));

        assertThat(verified).hasSize(1);
        assertThat(verified.getFirst().key()).isEqualTo(key);
        assertThat(verified.getFirst().seconds())
                .isEqualTo(type.isTimed() ? AT.getEpochSecond() : 0);
    }

    @ParameterizedTest
    @EnumSource
    void every_flipped_byte_of_a_known_signature_or_the_text_is_refused(SignatureType type) {
        var signer = signer("signer.example/a", type, 1);
        var known = new KnownKeys(List.of(signer.key()));
        var good = signed(CHECKPOINT.text(), signer);
        var signature = good.signatures().getFirst().signature();
        for (int i = 0; i < signature.length; i += type.isTimed() ? 7 : 1) {
            var bad = signature.clone();
            bad[i] ^= 0x10;
            var note = new Note(good.text(), List.of(SignatureLine.of(signer.key(), bad)));
            assertThatThrownBy(() -> known.verify(note)).isInstanceOf(Invalid.class);
        }
        for (var length : List.of(1, signature.length - 1, signature.length + 1)) {
            var bad = Arrays.copyOf(signature, length);
            var note = new Note(good.text(), List.of(SignatureLine.of(signer.key(), bad)));
            assertThatThrownBy(() -> known.verify(note)).isInstanceOf(Invalid.class);
        }
        var larger = new Note(good.text().replace("\n7\n", "\n8\n"), good.signatures());
        assertThatThrownBy(() -> known.verify(larger)).isInstanceOf(Invalid.class);
    }

    @Test
    void a_cosignature_of_ml_dsa_says_nothing_of_extension_lines_and_those_of_ed25519_do() {
        var extended =
                new Checkpoint(CHECKPOINT.origin(), CHECKPOINT.head(), List.of("more")).text();
        for (var type : SignatureType.values()) {
            var signer = signer("signer.example/a", type, 1);
            var known = new KnownKeys(List.of(signer.key()));
            var moved = new Note(extended, signed(CHECKPOINT.text(), signer).signatures());
            if (type == SignatureType.COSIGNATURE_ML_DSA_44) {
                assertThat(known.verify(moved)).hasSize(1);
            } else {
                assertThatThrownBy(() -> known.verify(moved)).isInstanceOf(Invalid.class);
            }
        }
    }

    @Test
    void a_cosigner_signs_nothing_but_checkpoints() {
        var signer = signer("signer.example/a", SignatureType.COSIGNATURE_ED25519, 1);
        assertThatThrownBy(() -> signer.sign("a text\n", AT)).isInstanceOf(Malformed.class);

        var known = new KnownKeys(List.of(signer.key()));
        var note = new Note("a text\n", signed(CHECKPOINT.text(), signer).signatures());
        assertThatThrownBy(() -> known.verify(note)).isInstanceOf(Invalid.class);
    }

    @Test
    void signatures_of_unknown_keys_are_ignored_even_with_a_known_name_or_id() {
        var known = signer("signer.example/a", SignatureType.ED25519, 1);
        var namesake = signer("signer.example/a", SignatureType.ED25519, 2);
        var stranger = signer("signer.example/b", SignatureType.ED25519, 3);
        var keys = new KnownKeys(List.of(known.key()));
        var base64 = known.sign("text\n", AT).base64();
        var renamed = new SignatureLine("signer.example/c", base64);

        var note = signed("text\n", stranger, namesake, known).with(List.of(renamed));

        assertThat(keys.verify(note))
                .extracting(KnownKeys.Verified::key)
                .containsExactly(known.key());
        var strangers = signed("text\n", stranger, namesake).with(List.of(renamed));
        assertThatThrownBy(() -> keys.verify(strangers)).isInstanceOf(Invalid.class);
        assertThat(keys.verifyIfAny(strangers)).isEmpty();
    }

    @Test
    void a_known_key_counts_once_and_none_of_its_signatures_may_be_bad() {
        var signer = signer("signer.example/a", SignatureType.ED25519, 1);
        var keys = new KnownKeys(List.of(signer.key()));
        var twice = signed("text\n", signer, signer);
        assertThat(keys.verify(twice)).hasSize(1);

        var bad = SignatureLine.of(signer.key(), new byte[64]);
        assertThatThrownBy(() -> keys.verify(twice.with(List.of(bad)))).isInstanceOf(Invalid.class);
    }

    @Test
    void a_note_carries_a_hundred_signatures_and_no_more() {
        var line = signer("signer.example/a", SignatureType.ED25519, 1).sign("text\n", AT);
        var most = new Note("text\n", Collections.nCopies(100, line));
        assertThat(Note.parse(most.bytes())).isEqualTo(most);

        var more = (most + line.toString()).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Note.parse(more)).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> Note.parse(new byte[Note.MOST_BYTES + 1]))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void the_last_empty_line_parts_text_and_signatures() {
        var signer = signer("signer.example/a", SignatureType.ED25519, 1);
        var note = signed("one\n\ntwo\n", signer);

        assertThat(Note.parse(note.bytes()).text()).isEqualTo("one\n\ntwo\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n\n— name AAAAAAA=",
                "text\n\n- name AAAAAAA=\n",
                "text\n\n—name AAAAAAA=\n",
                "text\n\n— name  AAAAAAA=\n",
                "text\n\n— name AAAAAAA= \n",
                "text\n\n— name AAAAAA\n",
                "text\n\n— name AAAAAA==\n",
                "text\n\n— name AAAAAAB=\n",
                "text\n\n— na+me AAAAAAA=\n",
                "text\n\n— na\u00A0me AAAAAAA=\n",
                "text\n\n— na\u2003me AAAAAAA=\n",
                "text\n\n—  AAAAAAA=\n",
                "te\txt\n\n— name AAAAAAA=\n",
                "te\rxt\n\n— name AAAAAAA=\n",
                "text\n\n— name AAAAAAA=\nmore\n",
                "text\n\n— name AAAAAAA=\n\n"
            })
    void a_note_of_another_form_is_refused(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Note.parse(bytes)).isInstanceOf(Malformed.class);
    }

    @Test
    void a_note_that_is_not_utf_8_is_refused() {
        var bytes = "teXt\n\n— name AAAAAAA=\n".getBytes(StandardCharsets.UTF_8);
        assertThat(Note.parse(bytes).text()).isEqualTo("teXt\n");
        bytes[2] = (byte) 0xC0;
        assertThatThrownBy(() -> Note.parse(bytes)).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "log\n7\n",
                "log\n7\n%s",
                "log\n07\n%s\n",
                "log\n+7\n%s\n",
                "log\n-1\n%s\n",
                "log\n٧\n%s\n",
                "log\n9223372036854775808\n%s\n",
                "log\n7\n%s\n\n",
                "log\n7\n%s\nmore\n\nmore\n",
                "\n7\n%s\n",
                "log\n7\nAAAA\n",
                "log\n7\n%s=\n",
                "log\n7 \n%s\n"
            })
    void a_checkpoint_of_another_form_is_refused(String form) {
        var text = form.formatted(Hash.EMPTY.base64());
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(Rejected.class);
    }

    @Test
    void a_checkpoint_is_read_as_it_was_written() {
        var text = "log\n0\n" + Hash.EMPTY.base64() + "\nmore\n— as it is\n";
        assertThat(Checkpoint.parse(text).text()).isEqualTo(text);
        assertThat(Checkpoint.parse(text).extensions()).containsExactly("more", "— as it is");
    }

    private static SignerKey signer(String name, SignatureType type, int seed) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return SignerKey.ofSeed(name, type, bytes);
    }

    private static Note signed(String text, SignerKey... signers) {
        return new Note(text, Arrays.stream(signers).map(s -> s.sign(text, AT)).toList());
    }
}
