package dev.lekha.crypto.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lekha.crypto.Malformed;
import dev.lekha.crypto.Vectors;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Notes and keys that other implementations publish, good and bad. */
class PublishedNotesTest {
    private static final JsonNode NOTES = Vectors.read("notes.json");

    @Test
    void published_notes_verify_and_are_written_the_same() {
        for (var published : NOTES.get("valid_notes")) {
            var bytes = published.get("note").asString().getBytes(StandardCharsets.UTF_8);
            var note = Note.parse(bytes);
            var key = VerifierKey.parse(published.get("vkey").asString());

            assertThat(new KnownKeys(List.of(key)).verify(note)).hasSize(1);
            assertThat(note.bytes()).isEqualTo(bytes);
            if (published.has("skey")) {
                var signer = SignerKey.parse(published.get("skey").asString());
                assertThat(signer.key()).isEqualTo(key);
                assertThat(signer.sign(note.text(), Instant.EPOCH))
                        .isEqualTo(note.signatures().getFirst());
            }
        }
    }

    @Test
    void published_keys_are_judged_as_published() {
        for (var vkey : NOTES.get("valid_vkeys")) {
            assertThat(VerifierKey.parse(vkey.asString())).hasToString(vkey.asString());
        }
        for (var vkey : NOTES.get("invalid_vkeys")) {
            assertThatThrownBy(() -> VerifierKey.parse(vkey.asString()))
                    .isInstanceOf(Malformed.class);
        }
    }

    @Test
    void a_published_key_of_ml_dsa_is_read_under_its_own_id_alone() {
        var wrong = NOTES.get("mldsa44_vkey_fixture_with_wrong_id").get("vkey").asString();
        assertThatThrownBy(() -> VerifierKey.parse(wrong)).isInstanceOf(Malformed.class);

        var right = VerifierKey.parse(wrong.replace("+5893dc2c+", "+31236897+"));

        assertThat(right.type()).isEqualTo(SignatureType.COSIGNATURE_ML_DSA_44);
    }

    @Test
    void the_time_of_a_published_cosignature_stands_before_the_signature() {
        var published = NOTES.get("cosignature_timestamp");
        var line = new SignatureLine("witness", published.get("b64").asString());
        assertThat(line.signature()).hasSize(72);
        assertThat(ByteBuffer.wrap(line.signature()).getLong())
                .isEqualTo(published.get("unix").asLong());
    }

    @Test
    void a_private_key_is_never_shown_as_text() {
        var skey = NOTES.get("valid_notes").get(0).get("skey").asString();
        var secret = skey.substring(skey.lastIndexOf('+') + 1);
        assertThat(SignerKey.parse(skey)).asString().doesNotContain(secret);
    }
}
