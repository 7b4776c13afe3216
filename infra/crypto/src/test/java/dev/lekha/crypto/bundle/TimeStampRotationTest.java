package dev.lekha.crypto.bundle;

import static dev.lekha.crypto.Signers.LOG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lekha.crypto.Signers;
import dev.lekha.crypto.key.KeyStatement;
import dev.lekha.crypto.note.CertificateKey;
import dev.lekha.crypto.note.Note;
import dev.lekha.crypto.note.SignatureLine;
import dev.lekha.crypto.note.SignatureType;
import dev.lekha.crypto.note.SignerKey;
import dev.lekha.crypto.time.TimeStampKey;
import dev.lekha.crypto.witness.Policy;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle across a change of the time-stamp authority's key, before both verifiers. */
class TimeStampRotationTest {
    private static final int AT = 60;
    private static final TimeStampKey OLD = made("Old time");
    private static final TimeStampKey NEW = made("Old time");
    private static final TimeStampKey THIRD = made("Old time");
    private static final SignerKey ROOT =
            Signers.signer("root.example/keys", SignatureType.ED25519, 43);
    private static final SignerKey OTHER_ROOT =
            Signers.signer("root.example/keys", SignatureType.ED25519, 44);

    @TempDir Path folder;

    private static TimeStampKey made(String name) {
        return TimeStampKey.make(name, Instant.now().minus(Duration.ofHours(1)), 2);
    }

    private static CertificateKey named(TimeStampKey key) {
        return CertificateKey.of(LOG.key().name() + "/time-stamping", key.chain().getFirst());
    }

    private static KeyStatement statement(TimeStampKey old, TimeStampKey next, long number) {
        return new KeyStatement(
                LOG.key().name(),
                "time-stamping",
                number,
                List.of(named(old)),
                List.of(named(next)),
                ROOT.key());
    }

    private static Note signed(KeyStatement said, SignerKey root, TimeStampKey... by) {
        var lines = new ArrayList<SignatureLine>();
        for (var key : by) {
            var text = said.text().getBytes(StandardCharsets.UTF_8);
            lines.add(named(key).line(Stamps.answer(key, text)));
        }
        lines.add(root.sign(said.text(), Instant.EPOCH));
        return new Note(said.text(), lines);
    }

    private static final Note ROTATION = signed(statement(OLD, NEW, 2), ROOT, OLD, NEW);

    private Path written(Note rotation, Map<Integer, TimeStampKey> stamps) throws IOException {
        return written(Map.of(AT, rotation.toString()), stamps);
    }

    private Path written(Map<Integer, String> rotations, Map<Integer, TimeStampKey> stamps)
            throws IOException {
        return new RotatedLog(rotations, List.of(LOG), List.of(LOG), stamps)
                .write(folder.resolve("b" + System.nanoTime()));
    }

    private int verdict(Path bundle, TimeStampKey... believed) throws Exception {
        assumeTrue(SecondVerifier.isHere(), "python3 or openssl is not installed");
        var roots = new ArrayList<X509Certificate>();
        var pem = new StringWriter();
        try (var writer = new JcaPEMWriter(pem)) {
            for (var one : believed) {
                roots.add(one.chain().getLast());
                writer.writeObject(one.chain().getLast());
            }
        }
        var key = Files.writeString(folder.resolve("root.vkey"), ROOT.key() + "\n");
        var file = Files.writeString(folder.resolve("roots.pem"), pem.toString());
        var policy = Policy.parse(Evidence.POLICY.getBytes(StandardCharsets.UTF_8));
        var trust = new Trust(policy, roots, List.of(), ROOT.key());
        var verdict = BundleCheck.verify(bundle, trust);
        var options = new ArrayList<>(List.of("--key-root", key.toString()));
        if (believed.length > 0) {
            options.addAll(List.of("--roots", file.toString()));
        }
        var second = new SecondVerifier(folder);
        var code = second.bundles(List.of(bundle), options.toArray(String[]::new)).get(bundle);
        assertThat(code).as("%s", verdict.findings()).isEqualTo(verdict.outcome().exitCode());
        return code;
    }

    @Test
    void tokens_from_before_and_after_hold_for_who_believes_both_roots() throws Exception {
        var bundle = written(ROTATION, Map.of(50, OLD, 100, NEW));
        assertThat(verdict(bundle, OLD, NEW)).isZero();
        assertThat(verdict(bundle, OLD)).isEqualTo(40);
        assertThat(verdict(bundle)).isZero();
    }

    @Test
    void an_old_key_stamps_nothing_behind_its_end_whatever_time_it_states() throws Exception {
        assertThat(verdict(written(ROTATION, Map.of(100, OLD)), OLD, NEW)).isEqualTo(40);
    }

    @Test
    void a_new_key_stamps_nothing_before_its_beginning() throws Exception {
        assertThat(verdict(written(ROTATION, Map.of(50, NEW)), OLD, NEW)).isEqualTo(40);
    }

    @Test
    void another_authority_s_tokens_are_not_judged_by_this_one_s_rotations() throws Exception {
        var stamps = Map.of(50, THIRD, 100, THIRD);
        assertThat(verdict(written(ROTATION, stamps), OLD, NEW, THIRD)).isZero();
    }

    @Test
    void a_rotation_that_one_of_the_three_did_not_sign_is_refused() throws Exception {
        var said = statement(OLD, NEW, 2);
        var stamps = Map.of(100, NEW);
        assertThat(verdict(written(signed(said, ROOT, NEW), stamps), OLD, NEW)).isEqualTo(40);
        assertThat(verdict(written(signed(said, ROOT, OLD), stamps), OLD, NEW)).isEqualTo(40);
        assertThat(verdict(written(signed(said, OTHER_ROOT, OLD, NEW), stamps), OLD, NEW))
                .isEqualTo(40);
    }

    @Test
    void a_token_by_another_certificate_is_no_signature_of_the_one_that_is_named()
            throws Exception {
        var said = statement(OLD, NEW, 2);
        var text = said.text().getBytes(StandardCharsets.UTF_8);
        var forged =
                List.of(
                        named(OLD).line(Stamps.answer(THIRD, text)),
                        named(NEW).line(Stamps.answer(NEW, text)),
                        ROOT.sign(said.text(), Instant.EPOCH));
        var note = new Note(said.text(), forged);
        assertThat(verdict(written(note, Map.of()), OLD, NEW, THIRD)).isEqualTo(40);
        var other = Stamps.answer(OLD, "another text".getBytes(StandardCharsets.UTF_8));
        var elsewhere = new ArrayList<>(forged);
        elsewhere.set(0, named(OLD).line(other));
        assertThat(verdict(written(new Note(said.text(), elsewhere), Map.of()), OLD, NEW))
                .isEqualTo(40);
    }

    @Test
    void an_older_statement_shown_again_continues_nothing() throws Exception {
        var third = signed(statement(NEW, THIRD, 3), ROOT, NEW, THIRD).toString();
        var good = Map.of(AT, ROTATION.toString(), 90, third);
        assertThat(verdict(written(good, Map.of(50, OLD, 100, THIRD)), OLD, THIRD)).isZero();
        var replayed = Map.of(AT, ROTATION.toString(), 80, third, 90, ROTATION.toString());
        assertThat(verdict(written(replayed, Map.of(100, NEW)), OLD, NEW)).isEqualTo(40);
    }

    @Test
    void certificates_and_keys_do_not_take_each_other_s_place() throws Exception {
        var next = Signers.signer(LOG.key().name(), SignatureType.ED25519, 41);
        var text =
                new KeyStatement(
                                LOG.key().name(),
                                "log",
                                2,
                                List.of(LOG.key()),
                                List.of(next.key()),
                                ROOT.key())
                        .text()
                        .replace("role log", "role time-stamping");
        var note =
                new Note(
                        text,
                        List.of(
                                LOG.sign(text, Instant.EPOCH),
                                next.sign(text, Instant.EPOCH),
                                ROOT.sign(text, Instant.EPOCH)));
        assertThat(verdict(written(note, Map.of()), OLD)).isEqualTo(40);
    }
}
